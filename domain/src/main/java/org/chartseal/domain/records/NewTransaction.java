package org.chartseal.domain.records;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Runs work in a database transaction of its own, committed before it returns. For workers that talk to other parts
 * between their transactions.
 */
public interface NewTransaction {

    /** Commits when the work returns; rolls back when it throws. */
    <T> T call(Function<EntityManager, T> work);
}
