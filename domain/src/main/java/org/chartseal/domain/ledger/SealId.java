package org.chartseal.domain.ledger;

import java.util.UUID;
import org.chartseal.domain.shared.Refused;

/**
 * Names one version of one record, and so its seal. Its text is {@code <record uuid>.<version>}.
 *
 * @param record the record
 * @param version from 1, without gaps
 */
public record SealId(UUID record, int version) {

    public SealId {
        if (version < 1) {
            throw Refused.because("seal-id-malformed");
        }
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code seal-id-malformed}
     */
    public static SealId parse(String text) {
        int dot = text.lastIndexOf('.');
        try {
            SealId id = new SealId(
                    UUID.fromString(text.substring(0, Math.max(dot, 0))), Integer.parseInt(text.substring(dot + 1)));
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException malformed) {
            throw Refused.because("seal-id-malformed").causedBy(malformed);
        }
        throw Refused.because("seal-id-malformed");
    }

    @Override
    public String toString() {
        return record + "." + version;
    }
}
