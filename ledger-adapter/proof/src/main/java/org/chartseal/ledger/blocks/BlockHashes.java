package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;

/**
 * A block's hashes as Fabric defines them: the data hash is SHA-256 over the concatenated transactions, the header's hash
 * is SHA-256 over the DER sequence of number, previous hash and data hash.
 */
public final class BlockHashes {

    private BlockHashes() {}

    /** What the next block names as the one before it. */
    public static byte[] ofHeader(BlockHeader header) {
        return sha256().digest(headerBytes(header));
    }

    /** What is hashed, and what an orderer signs at the end of its signature's input. */
    static byte[] headerBytes(BlockHeader header) {
        ASN1EncodableVector members = new ASN1EncodableVector();
        members.add(new ASN1Integer(new BigInteger(Long.toUnsignedString(header.getNumber()))));
        members.add(new DEROctetString(header.getPreviousHash().toByteArray()));
        members.add(new DEROctetString(header.getDataHash().toByteArray()));
        try {
            return new DERSequence(members).getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether the block holds the transactions that its header states. */
    public static boolean dataFits(Block block) {
        return MessageDigest.isEqual(
                ofData(block.getData()), block.getHeader().getDataHash().toByteArray());
    }

    static byte[] ofData(BlockData data) {
        MessageDigest digest = sha256();
        data.getDataList().forEach(transaction -> digest.update(transaction.asReadOnlyByteBuffer()));
        return digest.digest();
    }

    /** SHA-256 over the concatenation of the parts. */
    static byte[] sha256(ByteString... parts) {
        MessageDigest digest = sha256();
        for (ByteString part : parts) {
            digest.update(part.asReadOnlyByteBuffer());
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
