package org.chartseal.domain.ledger;

import java.util.UUID;

/** Whose key a statement is about: a patient under their pseudonym, or a practitioner. */
public record KeyHolder(Kind kind, UUID id) {

    /** Patients and practitioners have different ones on the ledger. */
    public enum Kind {
        SUBJECT,
        PRACTITIONER;

        /** As the statements' actions name it. */
        String code() {
            return this == SUBJECT ? "subject" : "practitioner";
        }
    }

    /** That patient. */
    public static KeyHolder of(LedgerSubjectId subject) {
        return new KeyHolder(Kind.SUBJECT, subject.value());
    }

    /** That practitioner. */
    public static KeyHolder of(LedgerPractitionerId practitioner) {
        return new KeyHolder(Kind.PRACTITIONER, practitioner.value());
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
