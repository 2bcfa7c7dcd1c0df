package org.chartseal.domain.passkeys;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.NotFound;

/** Identifies what a device was asked. */
public record QuestionId(UUID value) {

    /**
     * Reads the text form.
     *
     * @throws NotFound for any other text
     */
    public static QuestionId parse(String text) {
        return new QuestionId(Ids.parse("question", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
