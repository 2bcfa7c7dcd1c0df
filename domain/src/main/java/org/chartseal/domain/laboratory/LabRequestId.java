package org.chartseal.domain.laboratory;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a request to the laboratory; also the record that is sealed.
 *
 * @param value the identifier
 */
public record LabRequestId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static LabRequestId parse(String text) {
        return new LabRequestId(Ids.parse("lab-request", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
