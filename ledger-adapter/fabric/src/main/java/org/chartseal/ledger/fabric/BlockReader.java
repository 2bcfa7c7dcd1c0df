package org.chartseal.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.ledger.fabric.ChannelMembers.Member;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** Reads blocks as the peer answers them, and checks each: hashes, the orderers' signatures, the endorsements. */
final class BlockReader {

    /** Stands for a reader that is not made yet. */
    static final BlockReader NONE = new BlockReader("", null);

    private final String chaincode;

    @SuppressWarnings("NullAway") // only NONE has no members, and it never reads
    private final ChannelMembers members;

    @SuppressWarnings("NullAway")
    private BlockReader(String chaincode, @org.jspecify.annotations.Nullable ChannelMembers members) {
        this.chaincode = chaincode;
        this.members = members;
    }

    /** A reader that believes the organisations of that configuration block. */
    static BlockReader of(String chaincode, Block configurationBlock) {
        return new BlockReader(chaincode, ChannelMembers.of(configurationBlock));
    }

    LedgerBlock read(Block block) {
        HexFormat hex = HexFormat.of();
        List<Optional<Member>> signers = signers(block);
        return new LedgerBlock(
                block.getHeader().getNumber(),
                hex.formatHex(BlockHashes.ofHeader(block.getHeader())),
                hex.formatHex(block.getHeader().getPreviousHash().toByteArray()),
                BlockHashes.dataFits(block),
                isSigned(block, signers),
                signers.stream()
                        .flatMap(Optional::stream)
                        .map(CertificateFacts::of)
                        .toList(),
                transactions(block));
    }

    /** The channel's first block is its configuration and carries no signature; every other needs one, and only good ones. */
    private static boolean isSigned(Block block, List<Optional<Member>> signers) {
        return block.getHeader().getNumber() == 0
                || (!signers.isEmpty() && signers.stream().allMatch(Optional::isPresent));
    }

    private List<Optional<Member>> signers(Block block) {
        if (block.getHeader().getNumber() == 0 || block.getMetadata().getMetadataCount() == 0) {
            return List.of();
        }
        try {
            Metadata metadata =
                    Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
            byte[] header = BlockHashes.headerBytes(block.getHeader());
            List<Optional<Member>> signers = new ArrayList<>();
            for (MetadataSignature signature : metadata.getSignaturesList()) {
                signers.add(signer(metadata.getValue(), signature, header));
            }
            return signers;
        } catch (InvalidProtocolBufferException malformed) {
            return List.of(Optional.empty());
        }
    }

    private Optional<Member> signer(ByteString value, MetadataSignature signature, byte[] header)
            throws InvalidProtocolBufferException {
        ByteString signatureHeader = signature.getSignatureHeader();
        ByteString creator = SignatureHeader.parseFrom(signatureHeader).getCreator();
        return members.member(creator)
                .filter(member -> member.signed(
                        signature.getSignature().toByteArray(),
                        value.toByteArray(),
                        signatureHeader.toByteArray(),
                        header));
    }

    private List<LedgerBlock.Transaction> transactions(Block block) {
        ByteString codes = block.getMetadata().getMetadataCount() > BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE
                ? block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE)
                : ByteString.EMPTY;
        TransactionReader reader = new TransactionReader(chaincode, members);
        List<LedgerBlock.Transaction> transactions = new ArrayList<>();
        for (int index = 0; index < block.getData().getDataCount(); index++) {
            int code = index < codes.size() ? codes.byteAt(index) & 0xff : 0;
            transactions.add(reader.read(block.getData().getData(index), code));
        }
        return transactions;
    }
}
