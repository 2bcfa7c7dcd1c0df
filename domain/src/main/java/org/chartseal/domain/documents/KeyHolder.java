package org.chartseal.domain.documents;

import java.util.Arrays;
import java.util.Locale;

/** Who holds a key of their own by which objects open. */
public enum KeyHolder {
    /** The hospital, for everybody who works with a record; there is one. */
    ORGANISATION,
    /** Whom the object is about. */
    PATIENT;

    /** As it is kept. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #code}. */
    static KeyHolder of(String code) {
        return Arrays.stream(values())
                .filter(holder -> holder.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
