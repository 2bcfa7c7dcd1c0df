package org.chartseal.domain.laboratory;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a report of the laboratory; also the record that is sealed.
 *
 * @param value the identifier
 */
public record LabReportId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static LabReportId parse(String text) {
        return new LabReportId(Ids.parse("lab-report", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
