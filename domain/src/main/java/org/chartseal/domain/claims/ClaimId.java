package org.chartseal.domain.claims;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a claim.
 *
 * @param value the identifier
 */
public record ClaimId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static ClaimId parse(String text) {
        return new ClaimId(Ids.parse("claim", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
