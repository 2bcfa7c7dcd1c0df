package org.chartseal.ledger.solo.block;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.BlockHeader;

/** Hashes as Fabric computes them. */
public final class BlockHashes {

    private BlockHashes() {}

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The header as what is hashed and signed: an ASN.1 sequence of number, previous hash and data hash. */
    static byte[] derOf(BlockHeader header) {
        ASN1Encodable[] members = {
            new ASN1Integer(new BigInteger(Long.toUnsignedString(header.getNumber()))),
            new DEROctetString(header.getPreviousHash().toByteArray()),
            new DEROctetString(header.getDataHash().toByteArray())
        };
        try {
            return new DERSequence(members).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
    }

    /** The block's hash, which the next block names as its previous one. */
    public static ByteString ofHeader(BlockHeader header) {
        return ByteString.copyFrom(sha256().digest(derOf(header)));
    }

    /** The hash of all transactions, one after the other. */
    public static ByteString ofData(List<ByteString> envelopes) {
        MessageDigest digest = sha256();
        for (ByteString envelope : envelopes) {
            envelope.asReadOnlyByteBufferList().forEach(digest::update);
        }
        return ByteString.copyFrom(digest.digest());
    }
}
