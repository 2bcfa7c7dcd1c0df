package org.chartseal.domain.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The terms of a grant and the salt that keeps the commitment to them from saying anything. It stands in the hospitals'
 * databases and in the ledger's private data, never in a block.
 *
 * @param text of {@link GrantTerms}, exactly as committed to
 * @param salt 32 random bytes, hexadecimal
 */
public record GrantScope(String text, String salt) {

    /** A scope of these terms under that salt. */
    public static GrantScope of(GrantTerms terms, byte[] salt) {
        return new GrantScope(terms.canonicalText(), HexFormat.of().formatHex(salt));
    }

    /** What the text says. */
    public GrantTerms terms() {
        return GrantTerms.parse(text);
    }

    /** SHA-256 over the salt's bytes and then the text's UTF-8 bytes. */
    public Commitment commitment() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(salt));
            return new Commitment(HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
