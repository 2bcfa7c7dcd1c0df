package org.chartseal.domain.laboratory;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a file that is on its way.
 *
 * @param value the identifier
 */
public record UploadId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static UploadId parse(String text) {
        return new UploadId(Ids.parse("upload", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
