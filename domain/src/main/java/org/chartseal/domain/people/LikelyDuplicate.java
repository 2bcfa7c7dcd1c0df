package org.chartseal.domain.people;

import java.util.Set;

/**
 * Someone already known who may be the person about to be registered.
 *
 * @param score 0 to 100: how likely it is the same person
 * @param evidence what speaks for it
 */
public record LikelyDuplicate(PatientRow patient, int score, Set<Evidence> evidence) {

    /** From here on reception has to say why it is someone else. */
    public static final int LIKELY = 60;

    public LikelyDuplicate {
        evidence = Set.copyOf(evidence);
    }

    /** What two registrations have in common. */
    public enum Evidence {
        IDENTIFIER("identifier"),
        BIRTH_DATE("birth-date"),
        BIRTH_DATE_NEARLY("birth-date-nearly"),
        NAME("name"),
        PHONE("phone");

        private final String code;

        Evidence(String code) {
            this.code = code;
        }

        /** As message keys name it. */
        public String code() {
            return code;
        }
    }

    /** Whether reception has to say why it is someone else. */
    public boolean likely() {
        return score >= LIKELY;
    }
}
