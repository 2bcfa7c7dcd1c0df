package org.chartseal.domain.research;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a research study.
 *
 * @param value the identifier
 */
public record StudyId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static StudyId parse(String text) {
        return new StudyId(Ids.parse("study", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
