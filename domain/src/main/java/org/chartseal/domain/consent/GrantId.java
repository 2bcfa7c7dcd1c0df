package org.chartseal.domain.consent;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a grant of access in this portal; the ledger knows it by another id.
 *
 * @param value the identifier
 */
public record GrantId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static GrantId parse(String text) {
        return new GrantId(Ids.parse("grant", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
