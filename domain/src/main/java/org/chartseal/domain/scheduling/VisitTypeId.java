package org.chartseal.domain.scheduling;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a kind of visit.
 *
 * @param value the identifier
 */
public record VisitTypeId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static VisitTypeId parse(String text) {
        return new VisitTypeId(Ids.parse("visit-type", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
