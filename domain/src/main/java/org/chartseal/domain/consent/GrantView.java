package org.chartseal.domain.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * A grant as its patient sees it.
 *
 * @param grantee whom it lets read
 * @param everything whether it covers all categories that are not sensitive, those of the future too
 * @param record the only record that it opens
 * @param visit that it came with: when it begins
 * @param acting how the grantee acts for the patient, if they do
 * @param until exclusive; of who acts for a minor no later than the day on which the patient comes of age
 * @param given where the giving stands on the ledger
 * @param endedBy who took it away acting for the patient
 * @param ended where the taking away stands on the ledger, if it was taken away
 */
public record GrantView(
        GrantId id,
        GranteeNames.Named grantee,
        Set<RecordCategory> categories,
        boolean everything,
        Optional<UUID> record,
        Purpose purpose,
        Optional<Instant> visit,
        Optional<Acting> acting,
        Instant from,
        Instant until,
        Optional<Instant> revokedAt,
        Optional<String> endedBy,
        State state,
        OnLedger given,
        Optional<OnLedger> ended) {

    /** Whether it came with an appointment. */
    public boolean byBooking() {
        return visit.isPresent();
    }

    /**
     * How someone acts for a patient.
     *
     * @param forMinor whether the hospital saw a document for it: then it ends when the patient comes of age
     */
    public record Acting(Relationship relationship, boolean forMinor) {}

    /** Whether a grant holds. */
    public enum State {
        HOLDS,
        /** Given, and not on the ledger yet: it opens nothing. */
        WAITS,
        /** The ledger refused it: it opens nothing and never will. */
        REFUSED,
        TAKEN_AWAY,
        RUN_OUT;

        /** As message keys name it. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Where a statement stands on the ledger.
     *
     * @param state {@code pending}, {@code anchored} or {@code refused}
     * @param block once anchored
     */
    public record OnLedger(String state, OptionalLong block) {

        /** The block's number, for a page; null while there is none. */
        public @org.jspecify.annotations.Nullable Long blockNumber() {
            return block.isPresent() ? block.getAsLong() : null;
        }
    }
}
