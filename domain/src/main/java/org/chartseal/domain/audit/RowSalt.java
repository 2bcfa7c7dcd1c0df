package org.chartseal.domain.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.shared.Refused;

/**
 * Random bytes that keep the hash of a row from saying anything about the row. Kept in the row, never on the ledger.
 *
 * @param bytes {@value #LENGTH} of them
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record RowSalt(byte[] bytes) {

    /** In bytes. */
    public static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    public RowSalt {
        if (bytes.length != LENGTH) {
            throw Refused.because("salt-malformed");
        }
        bytes = bytes.clone();
    }

    /** A salt that nobody can guess. */
    public static RowSalt fresh() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new RowSalt(bytes);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 over the salt and the text's UTF-8 bytes. */
    public Commitment commitment(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return new Commitment(HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowSalt that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RowSalt";
    }
}
