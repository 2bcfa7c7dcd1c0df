package org.chartseal.domain.laboratory;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a panel: an order set of tests.
 *
 * @param value the identifier
 */
public record LabPanelId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static LabPanelId parse(String text) {
        return new LabPanelId(Ids.parse("panel", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
