package org.chartseal.domain.emergency;

import java.time.Instant;
import java.util.Optional;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;

/**
 * An access in an emergency as pages show it.
 *
 * @param department the practitioner's at that time
 * @param reason in the practitioner's words
 * @param until exclusive
 * @param block of the ledger that holds it, once it does
 * @param review once a colleague has reviewed it
 * @param reviewDue until when one should have
 */
public record EmergencyView(
        EmergencyId id,
        Whose patient,
        Who practitioner,
        String department,
        String reason,
        int minutes,
        Instant openedAt,
        Instant until,
        boolean endedEarly,
        State state,
        Anchoring anchoring,
        Optional<Long> block,
        Optional<Reviewed> review,
        Instant reviewDue) {

    /** Whose record it is. */
    public record Whose(PatientId id, String name, String number) {}

    /** Who opened it. */
    public record Who(PractitionerId id, String name) {}

    /** What a colleague found. */
    public record Reviewed(String reviewer, Instant at, Review.Outcome outcome, String note) {}

    /** Where it stands. */
    public enum State {
        /** Content can be read by it now. */
        OPEN("open"),
        /** It is over, and a colleague's review is to come. */
        TO_REVIEW("to-review"),
        /** It is over, and the three days have passed without a review. */
        OVERDUE("overdue"),
        REVIEWED("reviewed"),
        /** The ledger did not take it, and nothing was opened. */
        REFUSED("refused");

        private final String code;

        State(String code) {
            this.code = code;
        }

        /** As it is named in message keys. */
        public String code() {
            return code;
        }
    }

    /** Whether it was not justified, as a colleague found. */
    public boolean notJustified() {
        return review.filter(found -> found.outcome() == Review.Outcome.NOT_JUSTIFIED)
                .isPresent();
    }

    /** Whether the ledger was away when it was opened. */
    public boolean anchoredLater() {
        return anchoring == Anchoring.LATER;
    }
}
