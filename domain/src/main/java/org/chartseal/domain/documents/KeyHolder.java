package org.chartseal.domain.documents;

import java.util.Arrays;
import java.util.Locale;

/** Who holds a key of their own by which objects open. */
public enum KeyHolder {
    /** The hospital, for everybody who works with a record; there is one. */
    ORGANISATION,
    /** Whom the object is about. */
    PATIENT,
    /** To whom the patient gave access, and all that follow. */
    PRACTITIONER,
    DEPARTMENT,
    INSURER,
    STUDY,
    /** A person who acts for the patient. */
    PROXY;

    /** As it is kept. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it takes a grant of the patient to open anything by such a key. */
    public boolean byGrant() {
        return switch (this) {
            case ORGANISATION, PATIENT -> false;
            case PRACTITIONER, DEPARTMENT, INSURER, STUDY, PROXY -> true;
        };
    }

    /** Reads {@link #code}. */
    static KeyHolder of(String code) {
        return Arrays.stream(values())
                .filter(holder -> holder.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
