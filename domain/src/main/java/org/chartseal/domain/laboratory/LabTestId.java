package org.chartseal.domain.laboratory;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a test of the laboratory's catalogue.
 *
 * @param value the identifier
 */
public record LabTestId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static LabTestId parse(String text) {
        return new LabTestId(Ids.parse("test", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
