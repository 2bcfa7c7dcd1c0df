package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What waits to be written to the ledger. */
@ApplicationScoped
public class LedgerBacklog {

    private static final String WAITING = """
            SELECT count(*) AS messages,
                   count(*) FILTER (WHERE kind = 'anchor-seal') AS seals,
                   min(created_at) FILTER (WHERE kind = 'anchor-seal') AS oldest
            FROM ledger_outbox WHERE state = 'pending'
            """;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public LedgerBacklog(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * What waits at one moment.
     *
     * @param messages of every kind
     * @param seals among them
     * @param oldestSeal how long the seal that waits longest has been waiting
     */
    public record Waiting(long messages, long seals, Optional<Duration> oldestSeal) {

        /** Whether there is nothing that the ledger is to be told. */
        public boolean nothing() {
            return messages == 0;
        }
    }

    /** What waits now. */
    @Transactional
    public Waiting now() {
        Tuple row = (Tuple) entities.createNativeQuery(WAITING, Tuple.class).getSingleResult();
        Optional<Instant> oldest = Optional.ofNullable(row.get("oldest", Instant.class));
        return new Waiting(
                row.get("messages", Number.class).longValue(),
                row.get("seals", Number.class).longValue(),
                oldest.map(this::age));
    }

    /** A clock that was set back makes no negative age. */
    private Duration age(Instant since) {
        Duration age = Duration.between(since, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
