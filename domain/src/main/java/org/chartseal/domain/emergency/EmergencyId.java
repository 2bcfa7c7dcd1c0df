package org.chartseal.domain.emergency;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies an access in an emergency, here and on the ledger.
 *
 * @param value the identifier
 */
public record EmergencyId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static EmergencyId parse(String text) {
        return new EmergencyId(Ids.parse("emergency", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
