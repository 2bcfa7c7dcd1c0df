package org.chartseal.domain.documents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * A secret, encrypted under one of a vault's master keys. Safe to keep beside what it protects.
 *
 * @param masterKey name of the master key within its vault
 * @param ciphertext opaque, at most {@value #MAX_CIPHERTEXT} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record WrappedKey(String masterKey, byte[] ciphertext) {

    private static final int MAX_CIPHERTEXT = 4096;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

    public WrappedKey {
        if (!NAME.matcher(masterKey).matches() || ciphertext.length == 0 || ciphertext.length > MAX_CIPHERTEXT) {
            throw Refused.because("wrapped-key-malformed");
        }
        ciphertext = ciphertext.clone();
    }

    @Override
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    /** One byte with the name's length, the name, the ciphertext. */
    public byte[] encoded() {
        byte[] name = masterKey.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + name.length + ciphertext.length)
                .put((byte) name.length)
                .put(name)
                .put(ciphertext)
                .array();
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws Refused {@code wrapped-key-malformed}
     */
    public static WrappedKey decode(byte[] encoded) {
        int nameEnd = encoded.length == 0 ? 0 : 1 + Byte.toUnsignedInt(encoded[0]);
        if (nameEnd < 1 || nameEnd > encoded.length) {
            throw Refused.because("wrapped-key-malformed");
        }
        return new WrappedKey(
                new String(encoded, 1, nameEnd - 1, StandardCharsets.US_ASCII),
                Arrays.copyOfRange(encoded, nameEnd, encoded.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedKey that
                && masterKey.equals(that.masterKey)
                && Arrays.equals(ciphertext, that.ciphertext);
    }

    @Override
    public int hashCode() {
        return 31 * masterKey.hashCode() + Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "WrappedKey[" + masterKey + "]";
    }
}
