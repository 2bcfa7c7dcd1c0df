package org.chartseal.domain.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A practitioner as the ledger knows them.
 *
 * @param key by which they sign now
 * @param formerKeys that they gave up or lost, in that order
 * @param licensedUntil set when verified
 */
public record RegisteredPractitioner(
        LedgerPractitionerId practitioner,
        RegisteredKey key,
        List<FormerKey> formerKeys,
        State state,
        @Nullable Instant licensedUntil) {

    public RegisteredPractitioner {
        formerKeys = List.copyOf(formerKeys);
    }

    /**
     * A key that signs nothing new.
     *
     * @param until when the ledger took its successor: the time of that transaction
     */
    public record FormerKey(RegisteredKey key, Instant until) {}

    /** Only {@link #VERIFIED} may sign. */
    public enum State {
        REGISTERED,
        VERIFIED,
        SUSPENDED
    }
}
