package org.chartseal.domain.records;

import java.util.Arrays;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.shared.Refused;

/**
 * Random bytes that keep a commitment from saying anything about its content. Kept with the content, never on the ledger.
 *
 * @param bytes {@value #LENGTH} of them
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record Salt(byte[] bytes) {

    /** In bytes. */
    public static final int LENGTH = 32;

    public Salt {
        if (bytes.length != LENGTH) {
            throw Refused.because("salt-malformed");
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 over this salt and then the words' UTF-8 bytes. */
    public Commitment commitTo(String words) {
        return new CanonicalContent(words).commitment(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Salt that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Where new salts come from. */
    @FunctionalInterface
    public interface Source {

        /** A salt that nobody can guess. */
        Salt next();
    }
}
