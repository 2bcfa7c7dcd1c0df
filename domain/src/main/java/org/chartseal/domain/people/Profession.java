package org.chartseal.domain.people;

import java.util.Arrays;
import org.chartseal.domain.shared.Refused;

/** What a practitioner is licensed to do. */
public enum Profession {
    PHYSICIAN("physician"),
    LAB_TECHNICIAN("lab-technician"),
    LAB_SCIENTIST("lab-scientist");

    private final String code;

    Profession(String code) {
        this.code = code;
    }

    /** As it is stored and named in message keys. */
    public String code() {
        return code;
    }

    /**
     * Reads the code.
     *
     * @throws Refused {@code profession-unknown}
     */
    public static Profession ofCode(String code) {
        return Arrays.stream(values())
                .filter(profession -> profession.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("profession-unknown").at("profession"));
    }
}
