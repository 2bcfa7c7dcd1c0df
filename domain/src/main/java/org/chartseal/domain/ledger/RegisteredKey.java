package org.chartseal.domain.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;

/**
 * A key by which someone's signatures count.
 *
 * @param publicKey X.509 SubjectPublicKeyInfo, Base64
 * @param passkey where it signs, when it is its owner's passkey; empty when a portal keeps it
 */
public record RegisteredKey(String publicKey, Optional<PasskeyScope> passkey) {

    /** A key that a portal keeps. */
    public static RegisteredKey kept(String publicKey) {
        return new RegisteredKey(publicKey, Optional.empty());
    }

    /** SHA-256 of the SubjectPublicKeyInfo's DER bytes, hexadecimal; empty when the key is no Base64. */
    public String thumbprint() {
        try {
            byte[] spki = Base64.getDecoder().decode(publicKey);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(spki));
        } catch (IllegalArgumentException notBase64) {
            return "";
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
