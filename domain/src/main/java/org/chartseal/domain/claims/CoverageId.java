package org.chartseal.domain.claims;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a coverage.
 *
 * @param value the identifier
 */
public record CoverageId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static CoverageId parse(String text) {
        return new CoverageId(Ids.parse("coverage", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
