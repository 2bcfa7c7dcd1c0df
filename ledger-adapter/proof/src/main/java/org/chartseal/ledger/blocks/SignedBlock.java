package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;

/**
 * What of a block is vouched for by somebody: header, transactions, and the orderers' signatures. What a peer adds, such as its
 * verdict on each transaction, nobody signs, so it proves nothing and is left out. Such a block has one text of bytes.
 */
public final class SignedBlock {

    private SignedBlock() {}

    /** The block without what nobody signs. */
    public static byte[] bytes(Block block) throws InvalidProtocolBufferException {
        Metadata.Builder signed = Metadata.newBuilder();
        if (block.getMetadata().getMetadataCount() > BlockMetadataIndex.SIGNATURES_VALUE) {
            Metadata found = Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
            signed.setValue(found.getValue());
            for (MetadataSignature each : found.getSignaturesList()) {
                signed.addSignatures(MetadataSignature.newBuilder()
                        .setSignatureHeader(each.getSignatureHeader())
                        .setSignature(each.getSignature())
                        .setIdentifierHeader(each.getIdentifierHeader()));
            }
        }
        return Block.newBuilder()
                .setHeader(BlockHeader.newBuilder()
                        .setNumber(block.getHeader().getNumber())
                        .setPreviousHash(block.getHeader().getPreviousHash())
                        .setDataHash(block.getHeader().getDataHash()))
                .setData(BlockData.newBuilder().addAllData(block.getData().getDataList()))
                .setMetadata(
                        BlockMetadata.newBuilder().addMetadata(signed.build().toByteString()))
                .build()
                .toByteArray();
    }

    /** Reads what {@link #bytes} wrote; empty for any other bytes. */
    public static Optional<Block> read(byte[] bytes) {
        try {
            Block block = Block.parseFrom(bytes);
            return ByteString.copyFrom(bytes(block)).equals(ByteString.copyFrom(bytes))
                    ? Optional.of(block)
                    : Optional.empty();
        } catch (InvalidProtocolBufferException malformed) {
            return Optional.empty();
        }
    }
}
