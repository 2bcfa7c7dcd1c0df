package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** A chain as orderers make it and a peer answers it. */
public final class TestChain {

    private final List<Block> blocks = new ArrayList<>();
    private long lastConfiguration;

    public TestChain(TestConfiguration first) {
        append(List.of(first.envelope()), 0, (block, value) -> {});
    }

    public Block block(long number) {
        return blocks.get(Math.toIntExact(number));
    }

    public Block last() {
        return blocks.get(blocks.size() - 1);
    }

    /** Replaces a block by what was made of it. */
    public Block forge(Block forged) {
        blocks.set(Math.toIntExact(forged.getHeader().getNumber()), forged);
        return forged;
    }

    /** A block with that transaction, signed by these. */
    public Block add(ByteString transaction, Identity... signers) {
        return append(List.of(transaction), lastConfiguration, signedBy(signers));
    }

    public Block add(Identity... signers) {
        return add(ByteString.copyFromUtf8("a transaction"), signers);
    }

    /** A block that states that another configuration was in force. */
    public Block addUnder(long configuration, Identity... signers) {
        return append(List.of(ByteString.copyFromUtf8("a transaction")), configuration, signedBy(signers));
    }

    public Block configure(TestConfiguration configuration, Identity... signers) {
        lastConfiguration = blocks.size();
        return append(List.of(configuration.envelope()), lastConfiguration, signedBy(signers));
    }

    /** A block signed by consenters, each named by its number alone. */
    public Block addNumbered(List<Identity> consenters, int... numbers) {
        return append(List.of(ByteString.copyFromUtf8("a transaction")), lastConfiguration, (block, value) -> {
            for (int number : numbers) {
                ByteString header = IdentifierHeader.newBuilder()
                        .setIdentifier(number)
                        .build()
                        .toByteString();
                Identity signer = consenters.get((number - 1) % consenters.size());
                value.addSignatures(MetadataSignature.newBuilder()
                        .setIdentifierHeader(header)
                        .setSignature(signature(signer, value.getValue(), header, block)));
            }
        });
    }

    private static BiConsumer<BlockHeader, Metadata.Builder> signedBy(Identity... signers) {
        return (block, value) -> {
            for (Identity signer : signers) {
                ByteString header = SignatureHeader.newBuilder()
                        .setCreator(signer.serialized())
                        .setNonce(ByteString.copyFromUtf8("nonce"))
                        .build()
                        .toByteString();
                value.addSignatures(MetadataSignature.newBuilder()
                        .setSignatureHeader(header)
                        .setSignature(signature(signer, value.getValue(), header, block)));
            }
        };
    }

    private static ByteString signature(Identity signer, ByteString value, ByteString own, BlockHeader block) {
        return signer.sign(value.toByteArray(), own.toByteArray(), BlockHashes.headerBytes(block));
    }

    private Block append(
            List<ByteString> transactions, long configuration, BiConsumer<BlockHeader, Metadata.Builder> signing) {
        BlockData data = BlockData.newBuilder().addAllData(transactions).build();
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(blocks.size())
                .setPreviousHash(
                        blocks.isEmpty()
                                ? ByteString.EMPTY
                                : ByteString.copyFrom(BlockHashes.ofHeader(last().getHeader())))
                .setDataHash(ByteString.copyFrom(BlockHashes.ofData(data)))
                .build();
        Block block = signed(header, data, configuration, signing);
        blocks.add(block);
        return block;
    }

    /** A block with that header and those transactions, whether they fit or not. */
    public static Block signed(
            BlockHeader header, List<ByteString> transactions, long configuration, List<Identity> signers) {
        BlockData data = BlockData.newBuilder().addAllData(transactions).build();
        return signed(header, data, configuration, signedBy(signers.toArray(Identity[]::new)));
    }

    private static Block signed(
            BlockHeader header, BlockData data, long configuration, BiConsumer<BlockHeader, Metadata.Builder> signing) {
        Metadata.Builder metadata = Metadata.newBuilder()
                .setValue(OrdererBlockMetadata.newBuilder()
                        .setLastConfig(LastConfig.newBuilder().setIndex(configuration))
                        .build()
                        .toByteString());
        signing.accept(header, metadata);
        return Block.newBuilder()
                .setHeader(header)
                .setData(data)
                .setMetadata(
                        BlockMetadata.newBuilder().addMetadata(metadata.build().toByteString()))
                .build();
    }

    /** The block with a header that states its transactions; whoever signed it signed another. */
    public static Block withFittingHeader(Block block) {
        ByteString hash = ByteString.copyFrom(BlockHashes.ofData(block.getData()));
        return block.toBuilder()
                .setHeader(block.getHeader().toBuilder().setDataHash(hash))
                .build();
    }
}
