package org.chartseal.domain.filing;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a document that was filed.
 *
 * @param value the identifier
 */
public record DocumentId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static DocumentId parse(String text) {
        return new DocumentId(Ids.parse("document", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
