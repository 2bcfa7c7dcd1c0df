package org.chartseal.domain.documents;

import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * An object that was encrypted and stored.
 *
 * @param address of its encrypted bytes
 * @param size of its content, in bytes
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 */
public record SealedObject(ObjectAddress address, long size, String sha256) {

    private static final Pattern HEX_SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public SealedObject {
        if (size < 0 || !HEX_SHA_256.matcher(sha256).matches()) {
            throw Refused.because("sealed-object-malformed");
        }
    }
}
