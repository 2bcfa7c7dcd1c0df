package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * The signatures that a block carries. Each is over what the orderers state beside it, the signature's own header, and the
 * block's header.
 */
final class BlockSignatures {

    private final Block block;
    private final Metadata metadata;

    private BlockSignatures(Block block, Metadata metadata) {
        this.block = block;
        this.metadata = metadata;
    }

    /** Reads them; a block whose signatures cannot be read has none. */
    static BlockSignatures of(Block block) {
        int place = BlockMetadataIndex.SIGNATURES_VALUE;
        try {
            return new BlockSignatures(
                    block,
                    block.getMetadata().getMetadataCount() > place
                            ? Metadata.parseFrom(block.getMetadata().getMetadata(place))
                            : Metadata.getDefaultInstance());
        } catch (InvalidProtocolBufferException unreadable) {
            return new BlockSignatures(block, Metadata.getDefaultInstance());
        }
    }

    /** The configuration block that the orderers say was in force; for a configuration block, itself. Empty when they do not. */
    OptionalLong statedConfiguration() {
        try {
            OrdererBlockMetadata stated = OrdererBlockMetadata.parseFrom(metadata.getValue());
            return stated.hasLastConfig()
                    ? OptionalLong.of(stated.getLastConfig().getIndex())
                    : OptionalLong.empty();
        } catch (InvalidProtocolBufferException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** Whose they are by that configuration, in order; empty for one that is nobody's or does not verify. */
    List<Optional<Member>> signers(ChannelConfiguration configuration) {
        byte[] header = BlockHashes.headerBytes(block.getHeader());
        List<Optional<Member>> signers = new ArrayList<>();
        for (MetadataSignature signature : metadata.getSignaturesList()) {
            signers.add(signer(signature, header, configuration));
        }
        return signers;
    }

    private Optional<Member> signer(MetadataSignature signature, byte[] header, ChannelConfiguration configuration) {
        try {
            boolean numbered = signature.getSignatureHeader().isEmpty()
                    && !signature.getIdentifierHeader().isEmpty();
            ByteString own = numbered ? signature.getIdentifierHeader() : signature.getSignatureHeader();
            Optional<Member> stated = numbered
                    ? configuration.consenter(IdentifierHeader.parseFrom(own).getIdentifier())
                    : configuration.member(SignatureHeader.parseFrom(own).getCreator());
            return stated.filter(member -> member.signed(
                    signature.getSignature().toByteArray(),
                    metadata.getValue().toByteArray(),
                    own.toByteArray(),
                    header));
        } catch (InvalidProtocolBufferException unreadable) {
            return Optional.empty();
        }
    }
}
