package org.chartseal.domain.prescribing;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a medicine of the formulary, in one form and strength.
 *
 * @param value the identifier
 */
public record FormularyItemId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static FormularyItemId parse(String text) {
        return new FormularyItemId(Ids.parse("formulary-item", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
