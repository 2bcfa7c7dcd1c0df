package org.chartseal.domain.emergency;

import java.util.Arrays;
import java.util.Map;
import org.chartseal.domain.shared.Refused;

/**
 * What a colleague finds about an access in an emergency.
 *
 * @param note in the reviewer's words, at most {@value EmergencyReason#LONGEST} characters; at least
 *     {@value EmergencyReason#SHORTEST} where it was not justified
 */
public record Review(Outcome outcome, String note) {

    public Review {
        note = note.strip();
        int length = note.codePointCount(0, note.length());
        if (outcome == Outcome.NOT_JUSTIFIED && length < EmergencyReason.SHORTEST) {
            throw Refused.because("emergency-note-short", Map.of("least", EmergencyReason.SHORTEST))
                    .at("note");
        }
        if (length > EmergencyReason.LONGEST) {
            throw Refused.because("emergency-note-long", Map.of("most", EmergencyReason.LONGEST))
                    .at("note");
        }
    }

    /** Whether it was right to open the record. */
    public enum Outcome {
        JUSTIFIED("justified"),
        NOT_JUSTIFIED("not-justified");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        /** As it stands in the database, on the ledger and in message keys. */
        public String code() {
            return code;
        }

        /**
         * Reads the code.
         *
         * @throws Refused {@code emergency-outcome-missing}
         */
        public static Outcome ofCode(String code) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.code.equals(code))
                    .findFirst()
                    .orElseThrow(
                            () -> Refused.because("emergency-outcome-missing").at("outcome"));
        }
    }
}
