package org.chartseal.domain.research;

import java.util.UUID;

/**
 * Identifies a research study.
 *
 * @param value the identifier
 */
public record StudyId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
