package org.chartseal.domain.insurance;

import java.util.UUID;

/**
 * Identifies an insurer.
 *
 * @param value the identifier
 */
public record InsurerId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
