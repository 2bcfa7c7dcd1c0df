package org.chartseal.domain.erasure;

import java.util.Locale;

/** What became of a request to be erased. */
public enum ErasureState {
    REQUESTED,
    /** The hospital said no, with reasons; it may be opened again. */
    REFUSED,
    /** The hospital signed that it will; carried out when it is due. */
    DECIDED,
    CARRIED_OUT,
    /** The patient took it back. */
    WITHDRAWN;

    /** As rows and message keys name it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ErasureState ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
