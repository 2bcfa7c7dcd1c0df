package org.chartseal.domain.documents;

import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * Where a stored object lies: the SHA-256 of its bytes as they are stored. Its text is {@code sha256:<hex>}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ObjectAddress(String hex) {

    private static final String SCHEME = "sha256:";
    private static final Pattern HEX_SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public ObjectAddress {
        if (!HEX_SHA_256.matcher(hex).matches()) {
            throw Refused.because("object-address-malformed");
        }
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code object-address-malformed}
     */
    public static ObjectAddress parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw Refused.because("object-address-malformed");
        }
        return new ObjectAddress(text.substring(SCHEME.length()));
    }

    @Override
    public String toString() {
        return SCHEME + hex;
    }
}
