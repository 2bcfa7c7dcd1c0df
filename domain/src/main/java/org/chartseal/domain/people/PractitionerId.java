package org.chartseal.domain.people;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a practitioner, here and on the ledger.
 *
 * @param value the identifier
 */
public record PractitionerId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static PractitionerId parse(String text) {
        return new PractitionerId(Ids.parse("practitioner", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
