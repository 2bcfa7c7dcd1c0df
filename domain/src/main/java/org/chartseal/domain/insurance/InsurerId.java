package org.chartseal.domain.insurance;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies an insurer.
 *
 * @param value the identifier
 */
public record InsurerId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static InsurerId parse(String text) {
        return new InsurerId(Ids.parse("insurer", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
