package org.chartseal.domain.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;

/**
 * Takes what is to be written to the ledger, in the transaction of the use case that wants it written: either both happen
 * or neither. A worker sends the rows in order.
 */
@ApplicationScoped
public class LedgerOutbox {

    private static final String INSERT = """
            INSERT INTO ledger_outbox (kind, subject, payload, created_at)
            VALUES (?1, ?2, CAST(?3 AS jsonb), ?4)
            """;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public LedgerOutbox(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** Adds the command; of a batch of seals, each becomes a row of its own, and the worker forms new batches. */
    public void add(LedgerCommand command) {
        OutboxMessage.of(command).forEach(this::add);
    }

    /** Adds a message that was made before and signed since. */
    public void add(OutboxMessage message) {
        entities.createNativeQuery(INSERT)
                .setParameter(1, message.kind())
                .setParameter(2, message.subject())
                .setParameter(3, message.payload())
                .setParameter(4, Timestamp.from(clock.instant()))
                .executeUpdate();
    }
}
