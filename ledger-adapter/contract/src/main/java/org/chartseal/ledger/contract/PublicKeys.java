package org.chartseal.ledger.contract;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * ECDSA P-256 keys of those who sign. BouncyCastle decides what is a key and what has the form of a signature, so that all
 * organisations decide alike; the arithmetic is a native library's where one loads, which takes about half the time, and
 * BouncyCastle's elsewhere, which takes a ninth of JDK 17's. No provider is registered.
 */
final class PublicKeys {

    /** What every SubjectPublicKeyInfo of an uncompressed P-256 key begins with (RFC 5480). */
    private static final byte[] P256_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final int P256_LENGTH = P256_PREFIX.length + 64;
    private static final BouncyCastleProvider FORM = new BouncyCastleProvider();
    private static final Provider ARITHMETIC = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null
            ? AmazonCorrettoCryptoProvider.INSTANCE
            : FORM;
    private static final BigInteger ORDER =
            CustomNamedCurves.getByName("secp256r1").getN();

    private PublicKeys() {}

    /**
     * Reads a key.
     *
     * @param base64 X.509 SubjectPublicKeyInfo of a P-256 key, uncompressed
     * @throws Refusal {@link RefusalCode#PUBLIC_KEY_INVALID} for any other
     */
    static PublicKey read(String base64) {
        try {
            byte[] der = decode(base64);
            boolean p256 = der.length == P256_LENGTH
                    && Arrays.equals(P256_PREFIX, 0, P256_PREFIX.length, der, 0, P256_PREFIX.length);
            if (p256) {
                X509EncodedKeySpec key = new X509EncodedKeySpec(der);
                KeyFactory.getInstance("EC", FORM).generatePublic(key);
                return KeyFactory.getInstance("EC", ARITHMETIC).generatePublic(key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            Refusal refusal = new Refusal(RefusalCode.PUBLIC_KEY_INVALID);
            refusal.addSuppressed(notAKey);
            throw refusal;
        }
        throw new Refusal(RefusalCode.PUBLIC_KEY_INVALID);
    }

    /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal. */
    static String thumbprint(String base64) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(decode(base64)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the signature (DER, Base64) over the text's UTF-8 bytes is the key's. */
    static boolean verifies(PublicKey key, SignedText signed) {
        return verifies(key, signed, ARITHMETIC);
    }

    static boolean verifies(PublicKey key, SignedText signed, Provider arithmetic) {
        try {
            byte[] text = signed.text().getBytes(StandardCharsets.UTF_8);
            return verifies(key, text, decode(signed.signature()), arithmetic);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Whether the signature (DER) over the bytes is the key's. */
    static boolean verifies(PublicKey key, byte[] signed, byte[] der) {
        return verifies(key, signed, der, ARITHMETIC);
    }

    private static boolean verifies(PublicKey key, byte[] signed, byte[] der, Provider arithmetic) {
        if (!hasTheForm(der)) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA", arithmetic);
            signature.initVerify(key);
            signature.update(signed);
            return signature.verify(der);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One pair of numbers has one encoding; libraries differ in what else they let pass. */
    private static boolean hasTheForm(byte[] der) {
        try {
            StandardDSAEncoding.INSTANCE.decode(ORDER, der);
            return true;
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException other) {
            return false;
        }
    }

    private static byte[] decode(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("not the canonical Base64 of its bytes");
        }
        return bytes;
    }
}
