package org.chartseal.domain.erasure;

import java.util.Locale;

/** Why a hospital does not erase a patient. */
public enum RefusalReason {
    /** The law has the record kept for longer. */
    STATUTORY_RETENTION,
    /** A court or a claim needs it. */
    LEGAL_CLAIM,
    /** Public health needs it, for instance a disease that is to be reported. */
    PUBLIC_HEALTH,
    /** The patient is being treated. */
    ONGOING_TREATMENT,
    /** It is not certain that the patient themselves asked. */
    IDENTITY_UNCERTAIN;

    /** As rows and message keys name it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RefusalReason ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
