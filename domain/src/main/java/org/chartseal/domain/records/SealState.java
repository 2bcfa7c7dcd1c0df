package org.chartseal.domain.records;

import java.util.Locale;
import java.util.Optional;

/**
 * What a seal's badge shows.
 *
 * @param status pending, sealed or broken
 * @param block where it is anchored, once it is
 */
public record SealState(Status status, Optional<Long> block) {

    /** What a badge can say. */
    public enum Status {
        /** Not on the ledger yet. */
        PENDING,
        /** On the ledger, and no check has found anything wrong. */
        SEALED,
        /** A check failed, or the ledger refused it. */
        BROKEN;

        /** As it stands in message keys and style classes. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
