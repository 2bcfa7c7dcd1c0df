package org.chartseal.domain.laboratory;

import java.util.Arrays;
import java.util.Locale;
import org.chartseal.domain.shared.Refused;

/** How soon a result is needed; in the order in which the laboratory works. */
public enum Urgency {
    STAT,
    URGENT,
    ROUTINE;

    /** As it is stored, named in message keys, and coded in FHIR. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the code.
     *
     * @throws Refused {@code urgency-unknown}
     */
    public static Urgency ofCode(String code) {
        return Arrays.stream(values())
                .filter(urgency -> urgency.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("urgency-unknown").at("urgency"));
    }
}
