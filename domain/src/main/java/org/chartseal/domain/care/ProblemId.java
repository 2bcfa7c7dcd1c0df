package org.chartseal.domain.care;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a recorded problem.
 *
 * @param value the identifier
 */
public record ProblemId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static ProblemId parse(String text) {
        return new ProblemId(Ids.parse("problem", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
