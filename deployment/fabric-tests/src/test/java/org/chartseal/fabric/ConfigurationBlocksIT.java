package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.AlteredBlocks;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.KitSigner;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A channel whose configuration changes while it is in use, and a peer that answers forged blocks of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
class ConfigurationBlocksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InstantSource CLOCK = InstantSource.system();

    private Path work;
    private TwoHospitals network;
    private FabricAdministration administration;
    private ChannelUpdate update;
    private LedgerProfile profile;
    private FabricEvidenceLedger ledger;

    @BeforeAll
    void startNetwork(@TempDir Path folder) throws IOException {
        Path root = folder.resolve("network");
        work = Files.createDirectory(folder.resolve("work"));
        network = new TwoHospitals(root);
        profile = network.start();
        administration = new FabricAdministration(root);
        update = new ChannelUpdate(administration, work, profile.channel());
        ledger = new FabricEvidenceLedger(profile);
    }

    @AfterAll
    void stopNetwork() {
        ledger.close();
        network.close();
    }

    @Test
    void blocksBeforeAtAndAfterAChangeAreSigned() {
        write(ledger);
        long change = ledger.height();
        update.batchTimeout("150ms");
        awaitHeight(change + 1);
        long after = write(ledger).block();

        try (FabricEvidenceLedger fresh = new FabricEvidenceLedger(profile)) {
            assertThat(fresh.blocks(after, 1)).hasSize(1).allMatch(LedgerBlock::signed);
            assertThat(fresh.blocks(0, Math.toIntExact(after) + 1)).allMatch(LedgerBlock::signed);
            LedgerBlock configuration = fresh.blocks(change, 1).get(0);
            assertThat(configuration.signers()).containsExactly("OrderersMSP");
            assertThat(configuration.transactions().get(0).creator()).isEqualTo("OrderersMSP");
        }
    }

    @Test
    void aHospitalThatJoinedLaterIsKnown() {
        GuestHospital guest = GuestHospital.make(administration, work);
        long change = ledger.height();
        update.add(GuestHospital.NAME, guest.definition());
        awaitHeight(change + 1);

        try (FabricEvidenceLedger client = new FabricEvidenceLedger(guest.at(profile))) {
            Committed committed = write(client);
            LedgerBlock block = ledger.blocks(committed.block(), 1).get(0);
            assertThat(block.signed()).isTrue();
            assertThat(block.transactions())
                    .filteredOn(transaction -> transaction.id().equals(committed.transaction()))
                    .first()
                    .satisfies(transaction -> {
                        assertThat(transaction.creator()).isEqualTo(GuestHospital.MSP_ID);
                        assertThat(transaction.endorsers())
                                .containsExactlyInAnyOrder(Hospital.A.mspId(), Hospital.B.mspId());
                    });
        }
    }

    @Test
    void aPeerThatForgesABlockIsFound() {
        long number = write(ledger).block();
        try (AlteredBlocks peer = new AlteredBlocks(profile)) {
            assertThat(peer.read(number, UnaryOperator.identity()).signed()).isTrue();

            LedgerBlock otherData = peer.read(
                    number,
                    block -> block.toBuilder()
                            .setData(peer.block(number - 1).getData())
                            .build());
            assertThat(otherData.dataIntact()).isFalse();
            assertThat(peer.read(number, ConfigurationBlocksIT::withOtherPrevious)
                            .signed())
                    .isFalse();
            assertThat(peer.read(number, ConfigurationBlocksIT::withoutSignatures)
                            .signed())
                    .isFalse();
            assertThat(peer.read(number, block -> withSignaturesOf(block, peer.block(number - 1)))
                            .signed())
                    .isFalse();
        }
    }

    private static Block withOtherPrevious(Block block) {
        return block.toBuilder()
                .setHeader(block.getHeader().toBuilder().setPreviousHash(ByteString.copyFrom(new byte[32])))
                .build();
    }

    private static Block withoutSignatures(Block block) {
        ByteString metadata = block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE);
        try {
            return withSignatures(
                    block,
                    Metadata.parseFrom(metadata).toBuilder()
                            .clearSignatures()
                            .build()
                            .toByteString());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Block withSignaturesOf(Block block, Block other) {
        return withSignatures(block, other.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
    }

    private static Block withSignatures(Block block, ByteString signatures) {
        return block.toBuilder()
                .setMetadata(
                        block.getMetadata().toBuilder().setMetadata(BlockMetadataIndex.SIGNATURES_VALUE, signatures))
                .build();
    }

    private static Committed write(FabricEvidenceLedger by) {
        KitSigner patient = new KitSigner();
        SignedEnvelope envelope = by.endorse(new RegisterSubject(patient.subject(), patient.publicKey()));
        CommitOutcome outcome = by.submit(envelope);
        while (outcome instanceof CommitOutcome.Unknown) {
            outcome = by.submit(envelope);
        }
        assertThat(outcome).isInstanceOf(Committed.class);
        return (Committed) outcome;
    }

    private void awaitHeight(long height) {
        var end = CLOCK.instant().plus(PATIENCE);
        while (height > heightNow()) {
            assertThat(CLOCK.instant()).as("height " + height).isBefore(end);
        }
    }

    private long heightNow() {
        try {
            return ledger.height();
        } catch (Unavailable notYet) {
            return 0;
        }
    }
}
