package org.chartseal.domain.filing;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a file of a filed document.
 *
 * @param value the identifier
 */
public record FiledFileId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static FiledFileId parse(String text) {
        return new FiledFileId(Ids.parse("file", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
