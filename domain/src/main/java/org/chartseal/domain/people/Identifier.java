package org.chartseal.domain.people;

import jakarta.persistence.Embeddable;
import org.chartseal.domain.shared.Refused;

/**
 * A number that someone else issued for a patient.
 *
 * @param system who: {@code national}, {@code passport}, {@code insurance}
 * @param value as printed, without spaces around
 */
@Embeddable
public record Identifier(String system, String value) {

    public Identifier {
        system = system.strip();
        value = value.strip();
        if (value.isEmpty()) {
            throw Refused.because("identifier-missing").at("identifier");
        }
    }
}
