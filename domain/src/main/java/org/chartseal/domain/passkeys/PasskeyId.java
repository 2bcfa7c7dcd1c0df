package org.chartseal.domain.passkeys;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.NotFound;

/** Identifies a passkey. */
public record PasskeyId(UUID value) {

    /**
     * Reads the text form.
     *
     * @throws NotFound for any other text
     */
    public static PasskeyId parse(String text) {
        return new PasskeyId(Ids.parse("passkey", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
