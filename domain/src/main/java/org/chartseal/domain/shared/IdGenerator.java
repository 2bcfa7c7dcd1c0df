package org.chartseal.domain.shared;

import java.util.UUID;

/** Source of new identifiers, injected so that tests are reproducible. */
@FunctionalInterface
public interface IdGenerator {

    /** A new identifier that no other call has answered. It may tell when it was made. */
    UUID next();

    /** A new identifier that tells nothing, not even when it was made: for pseudonyms. */
    @SystemBoundary
    default UUID random() {
        return UUID.randomUUID();
    }
}
