package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.ledger.fabric.AlteredBlocks;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.KitSigner;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Four orderers of whom one may be false. */
@Timeout(300)
@EnabledIf(
        value = "org.chartseal.fabric.Programs#foundWithByzantineOrderers",
        disabledReason = "Fabric's programs are not on this machine, or too old for Byzantine fault tolerance")
class ByzantineOrderersIT {

    @Test
    void theirBlocksNeedAQuorum(@TempDir Path folder) {
        TwoHospitals network = new TwoHospitals(folder.resolve("network"), true);
        LedgerProfile profile = network.start();
        try (FabricEvidenceLedger ledger = new FabricEvidenceLedger(profile);
                AlteredBlocks peer = new AlteredBlocks(profile)) {
            long number = write(ledger);

            assertThat(ledger.blocks(0, Math.toIntExact(number) + 1)).allMatch(LedgerBlock::signed);
            assertThat(signatures(peer.block(number))).hasSizeGreaterThanOrEqualTo(3);
            assertThat(peer.read(number, block -> withSignatures(block, 0, 1, 2))
                            .signed())
                    .isTrue();
            assertThat(peer.read(number, block -> withSignatures(block, 0, 1)).signed())
                    .isFalse();
            assertThat(peer.read(number, block -> withSignatures(block, 0, 1, 1))
                            .signed())
                    .isFalse();
        } finally {
            network.close();
        }
    }

    private static long write(FabricEvidenceLedger ledger) {
        KitSigner patient = new KitSigner();
        SignedEnvelope envelope = ledger.endorse(new RegisterSubject(patient.subject(), patient.publicKey()));
        CommitOutcome outcome = ledger.submit(envelope);
        while (outcome instanceof CommitOutcome.Unknown) {
            outcome = ledger.submit(envelope);
        }
        return ((Committed) outcome).block();
    }

    private static List<MetadataSignature> signatures(Block block) {
        return metadata(block).getSignaturesList();
    }

    private static Metadata metadata(Block block) {
        try {
            return Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
        } catch (InvalidProtocolBufferException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Block withSignatures(Block block, int... places) {
        List<MetadataSignature> chosen = new ArrayList<>();
        for (int place : places) {
            chosen.add(signatures(block).get(place));
        }
        Metadata changed = metadata(block).toBuilder()
                .clearSignatures()
                .addAllSignatures(chosen)
                .build();
        return block.toBuilder()
                .setMetadata(block.getMetadata().toBuilder()
                        .setMetadata(BlockMetadataIndex.SIGNATURES_VALUE, changed.toByteString()))
                .build();
    }
}
