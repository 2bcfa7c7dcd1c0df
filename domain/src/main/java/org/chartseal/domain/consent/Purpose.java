package org.chartseal.domain.consent;

import java.util.Locale;

/** Why a record is read. */
public enum Purpose {
    TREATMENT,
    CLAIMS,
    RESEARCH;

    /** As it stands in grants and logs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
