package org.chartseal.domain.ledger;

import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * SHA-256 over a 32-byte random salt followed by the canonical content, as 64 lower-case hexadecimal digits.
 *
 * @param hex the digest
 */
public record Commitment(String hex) {

    private static final Pattern HEX_SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public Commitment {
        if (!HEX_SHA_256.matcher(hex).matches()) {
            throw Refused.because("commitment-malformed");
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
