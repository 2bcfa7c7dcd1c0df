package org.chartseal.domain.consent;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a request for access.
 *
 * @param value the identifier
 */
public record AccessRequestId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static AccessRequestId parse(String text) {
        return new AccessRequestId(Ids.parse("access-request", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
