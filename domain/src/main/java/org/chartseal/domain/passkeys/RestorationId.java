package org.chartseal.domain.passkeys;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.NotFound;

/** Identifies a restoration of someone's key. */
public record RestorationId(UUID value) {

    /**
     * Reads the text form.
     *
     * @throws NotFound for any other text
     */
    public static RestorationId parse(String text) {
        return new RestorationId(Ids.parse("restoration", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
