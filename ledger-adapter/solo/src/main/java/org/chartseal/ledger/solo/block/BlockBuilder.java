package org.chartseal.ledger.solo.block;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.Metadata;

/** Puts blocks together. */
public final class BlockBuilder {

    private BlockBuilder() {}

    /** The header of the block with these transactions. */
    public static BlockHeader header(long number, ByteString previousHash, List<ByteString> envelopes) {
        return BlockHeader.newBuilder()
                .setNumber(number)
                .setPreviousHash(previousHash)
                .setDataHash(BlockHashes.ofData(envelopes))
                .build();
    }

    /**
     * The whole block.
     *
     * @param signatures metadata with the block's signatures, empty in block 0
     * @param codes a validation code per transaction
     * @param commitHash empty in block 0
     */
    public static Block block(
            BlockHeader header,
            List<ByteString> envelopes,
            ByteString signatures,
            ByteString codes,
            ByteString commitHash) {
        ByteString commit = commitHash.isEmpty()
                ? ByteString.EMPTY
                : Metadata.newBuilder().setValue(commitHash).build().toByteString();
        return Block.newBuilder()
                .setHeader(header)
                .setData(BlockData.newBuilder().addAllData(envelopes))
                .setMetadata(BlockMetadata.newBuilder()
                        .addMetadata(signatures)
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(codes)
                        .addMetadata(ByteString.EMPTY)
                        .addMetadata(commit))
                .build();
    }
}
