package org.chartseal.ledger.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.SecureRandom;
import org.chartseal.ledger.solo.identity.Membership;
import org.chartseal.ledger.solo.identity.Role;
import org.chartseal.ledger.solo.identity.SigningIdentity;
import org.chartseal.ledger.solo.identity.UnknownIdentity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** Signs blocks as Fabric's orderers do: over the metadata's value, the signature header and the block's header. */
public final class BlockSigner {

    private static final int NONCE_BYTES = 24;

    private final SigningIdentity orderer;
    private final SecureRandom random = new SecureRandom();

    /** Signs as this orderer. */
    public BlockSigner(SigningIdentity orderer) {
        this.orderer = orderer;
    }

    /** The metadata entry that holds the block's signature. */
    public ByteString signatures(BlockHeader header) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteString value = OrdererBlockMetadata.newBuilder()
                .setLastConfig(LastConfig.getDefaultInstance())
                .build()
                .toByteString();
        ByteString signatureHeader = SignatureHeader.newBuilder()
                .setCreator(orderer.creator())
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
        ByteString signature =
                orderer.sign(value.toByteArray(), signatureHeader.toByteArray(), BlockHashes.derOf(header));
        return Metadata.newBuilder()
                .setValue(value)
                .addSignatures(MetadataSignature.newBuilder()
                        .setSignatureHeader(signatureHeader)
                        .setSignature(signature))
                .build()
                .toByteString();
    }

    /** Whether the block has a signature, and each of them is one of an orderer of the organisation. */
    public static boolean isSigned(Block block, Membership membership) {
        try {
            Metadata metadata =
                    Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.SIGNATURES_VALUE));
            byte[] value = metadata.getValue().toByteArray();
            byte[] header = BlockHashes.derOf(block.getHeader());
            for (MetadataSignature signature : metadata.getSignaturesList()) {
                var signer = membership.identify(SignatureHeader.parseFrom(signature.getSignatureHeader())
                        .getCreator());
                byte[] signatureHeader = signature.getSignatureHeader().toByteArray();
                if (signer.role() != Role.ORDERER
                        || !signer.signed(signature.getSignature(), value, signatureHeader, header)) {
                    return false;
                }
            }
            return metadata.getSignaturesCount() > 0;
        } catch (InvalidProtocolBufferException | UnknownIdentity e) {
            return false;
        }
    }
}
