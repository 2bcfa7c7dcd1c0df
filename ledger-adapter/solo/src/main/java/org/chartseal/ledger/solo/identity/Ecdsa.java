package org.chartseal.ledger.solo.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * ECDSA on P-256 with SHA-256 as Fabric has it: DER, and only the lower of the two possible S. Uses an instance of
 * BouncyCastle's provider and registers nothing.
 */
public final class Ecdsa {

    /** The provider that all keys of the ledger come from. */
    static final Provider PROVIDER = new BouncyCastleProvider();

    private static final String ALGORITHM = "SHA256withECDSA";
    private static final BigInteger ORDER =
            SECNamedCurves.getByName("secp256r1").getN();
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private Ecdsa() {}

    /** A new key pair on P-256. */
    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256 keys", e);
        }
    }

    /** Signs the concatenation of the parts. */
    public static byte[] sign(PrivateKey key, byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM, PROVIDER);
            signature.initSign(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return withLowS(signature.sign());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    /** Whether this is a signature with low S over the concatenation of the parts. */
    public static boolean verify(PublicKey key, byte[] signed, byte[]... parts) {
        try {
            if (sOf(signed).compareTo(HALF_ORDER) > 0) {
                return false;
            }
            Signature signature = Signature.getInstance(ALGORITHM, PROVIDER);
            signature.initVerify(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.verify(signed);
        } catch (SignatureException | IOException | IllegalArgumentException | ClassCastException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot verify", e);
        }
    }

    private static byte[] withLowS(byte[] signed) throws IOException {
        BigInteger s = sOf(signed);
        if (s.compareTo(HALF_ORDER) <= 0) {
            return signed;
        }
        ASN1Integer r = (ASN1Integer) sequence(signed).getObjectAt(0);
        return new DERSequence(new ASN1Integer[] {r, new ASN1Integer(ORDER.subtract(s))}).getEncoded(ASN1Encoding.DER);
    }

    private static BigInteger sOf(byte[] signed) throws IOException {
        ASN1Sequence sequence = sequence(signed);
        if (sequence.size() != 2) {
            throw new IOException("not a pair of integers");
        }
        return ((ASN1Integer) sequence.getObjectAt(1)).getPositiveValue();
    }

    private static ASN1Sequence sequence(byte[] signed) throws IOException {
        return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(signed));
    }
}
