package org.chartseal.domain.people;

import java.util.Arrays;
import org.chartseal.domain.shared.Refused;

/** Administrative gender as FHIR R4 codes it. */
public enum Sex {
    FEMALE,
    MALE,
    OTHER,
    UNKNOWN;

    /** FHIR's code. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Reads FHIR's code.
     *
     * @throws Refused {@code sex-unknown-code}
     */
    public static Sex ofCode(String code) {
        return Arrays.stream(values())
                .filter(sex -> sex.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("sex-unknown-code").at("sex"));
    }
}
