package org.chartseal.domain.prescribing;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a prescription; also the record that is sealed.
 *
 * @param value the identifier
 */
public record PrescriptionId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static PrescriptionId parse(String text) {
        return new PrescriptionId(Ids.parse("prescription", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
