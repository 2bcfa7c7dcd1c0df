package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import org.chartseal.ledger.blocks.TestChain;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;

/** Ways to alter a block. */
final class TestBytes {

    private TestBytes() {}

    static ByteString flipLast(ByteString bytes) {
        byte[] altered = bytes.toByteArray();
        altered[altered.length - 1] ^= 1;
        return ByteString.copyFrom(altered);
    }

    static ByteString withTransaction(ByteString block, ByteString transaction) {
        Block.Builder altered = parse(block).toBuilder();
        altered.getDataBuilder().setData(0, transaction);
        return altered.build().toByteString();
    }

    static ByteString withFittingHeader(ByteString block) {
        return TestChain.withFittingHeader(parse(block)).toByteString();
    }

    static ByteString withUnknownField(ByteString block) {
        UnknownFieldSet more = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        return parse(block).toBuilder().setUnknownFields(more).build().toByteString();
    }

    /** The block, signed by somebody else. */
    static void resign(TestChain chain, long number, Identity signer) {
        Block block = chain.block(number);
        chain.forge(TestChain.signed(block.getHeader(), block.getData().getDataList(), 0, List.of(signer)));
    }

    /** The block, following another than the one before it. */
    static void unlink(TestChain chain, long number, Identity signer) {
        Block block = chain.block(number);
        BlockHeader other = block.getHeader().toBuilder()
                .setPreviousHash(ByteString.copyFromUtf8("another block"))
                .build();
        chain.forge(TestChain.signed(other, block.getData().getDataList(), 0, List.of(signer)));
    }

    private static Block parse(ByteString block) {
        try {
            return Block.parseFrom(block);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
