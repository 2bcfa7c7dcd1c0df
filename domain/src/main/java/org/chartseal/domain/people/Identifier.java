package org.chartseal.domain.people;

import jakarta.persistence.Embeddable;
import java.util.List;
import org.chartseal.domain.shared.Refused;

/**
 * A number that someone else issued for a patient.
 *
 * @param system who, one of {@link #SYSTEMS}
 * @param value as printed, without spaces around
 */
@Embeddable
public record Identifier(String system, String value) {

    /** Who issues numbers. */
    public static final List<String> SYSTEMS = List.of("national", "passport", "insurance");

    public Identifier {
        system = system.strip();
        value = value.strip();
        if (value.isEmpty()) {
            throw Refused.because("identifier-missing").at("identifier");
        }
        if (!SYSTEMS.contains(system)) {
            throw Refused.because("identifier-system-unknown").at("identifier");
        }
    }
}
