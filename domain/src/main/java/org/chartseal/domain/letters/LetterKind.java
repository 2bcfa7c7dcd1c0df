package org.chartseal.domain.letters;

import java.util.Locale;

/** What a letter tells. */
public enum LetterKind {
    /** Someone asks for access to the reader's record. */
    ACCESS_REQUESTED,
    /** Someone opened the reader's record in an emergency. */
    EMERGENCY_OPENED,
    /** The hospital decided on the reader's request to be erased. */
    ERASURE_DECIDED,
    /** Someone looked into the reader's record in a way that stands out. */
    UNUSUAL_READ;

    /** As rows and message keys name it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that code. */
    static LetterKind ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
