package org.chartseal.domain.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which relationship a person acts for a patient. */
public enum Relationship {
    /** Of a minor; a document shows it. */
    PARENT,
    /** Someone whom the patient trusts with it. */
    CARER,
    /** By law or by a power of attorney. */
    REPRESENTATIVE;

    /** As it stands in the database and in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The relationship of that code. */
    public static Optional<Relationship> ofCode(String code) {
        return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }
}
