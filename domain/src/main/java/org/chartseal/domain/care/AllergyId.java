package org.chartseal.domain.care;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a recorded allergy.
 *
 * @param value the identifier
 */
public record AllergyId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static AllergyId parse(String text) {
        return new AllergyId(Ids.parse("allergy", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
