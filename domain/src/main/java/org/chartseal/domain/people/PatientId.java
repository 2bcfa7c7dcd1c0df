package org.chartseal.domain.people;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a patient inside this hospital; never on the ledger.
 *
 * @param value the identifier
 */
public record PatientId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static PatientId parse(String text) {
        return new PatientId(Ids.parse("patient", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
