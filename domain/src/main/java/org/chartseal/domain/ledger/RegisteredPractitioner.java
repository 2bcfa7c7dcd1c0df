package org.chartseal.domain.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A practitioner as the ledger knows them.
 *
 * @param publicKey X.509 SubjectPublicKeyInfo, Base64
 * @param licensedUntil set when verified
 */
public record RegisteredPractitioner(
        LedgerPractitionerId practitioner,
        String publicKey,
        State state,
        @Nullable Instant licensedUntil) {

    /** Only {@link #VERIFIED} may sign. */
    public enum State {
        REGISTERED,
        VERIFIED,
        SUSPENDED
    }
}
