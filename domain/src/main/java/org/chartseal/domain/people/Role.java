package org.chartseal.domain.people;

import java.util.Arrays;
import java.util.Optional;

/** What a signed-in person may be; the code is the name of the role at the identity provider. */
public enum Role {
    RECEPTIONIST("receptionist"),
    DOCTOR("doctor"),
    LAB_TECHNICIAN("lab-technician"),
    LAB_SCIENTIST("lab-scientist"),
    PATIENT("patient"),
    INSURER("insurer"),
    RESEARCHER("researcher"),
    ADMINISTRATOR("administrator"),
    AUDITOR("auditor");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    /** The role's name at the identity provider. */
    public String code() {
        return code;
    }

    /** The role of that name, if the portal knows it. */
    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
