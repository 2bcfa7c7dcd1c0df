package org.chartseal.domain.shared;

import java.util.UUID;

/** Source of new identifiers, injected so that tests are reproducible. */
@FunctionalInterface
public interface IdGenerator {

    /** A new identifier that no other call has answered. */
    UUID next();
}
