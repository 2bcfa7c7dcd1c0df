package org.chartseal.domain.laboratory;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a file that is attached to a report.
 *
 * @param value the identifier
 */
public record AttachmentId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static AttachmentId parse(String text) {
        return new AttachmentId(Ids.parse("attachment", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
