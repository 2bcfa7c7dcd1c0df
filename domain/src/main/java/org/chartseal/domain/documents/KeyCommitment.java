package org.chartseal.domain.documents;

import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * Names the only key that opens an object, and says nothing about it. It stands in the object and beside its wraps.
 *
 * @param hex 32 bytes, as 64 lower-case hexadecimal digits
 */
public record KeyCommitment(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public KeyCommitment {
        if (!HEX.matcher(hex).matches()) {
            throw Refused.because("key-commitment-malformed");
        }
    }
}
