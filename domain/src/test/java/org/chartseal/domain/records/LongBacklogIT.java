package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How many rows the database looks at for the first messages of a long backlog. Its statistics are from before the backlog,
 * as they are while one grows; a plan that follows them looks at every message for each batch.
 */
class LongBacklogIT {

    private static final int BACKLOG = 5_000;
    private static final int BATCH = 50;
    /** A row is found, looked at again, and found by the statements' own checks. */
    private static final int LOOKS_AT_A_ROW = 4;

    private static final Instant NOW = TestPeople.NOW;
    private static TestDatabase database;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        database.transact(entities -> entities.createNativeQuery("""
                        INSERT INTO ledger_outbox (kind, subject, payload, created_at)
                        SELECT 'register-practitioner', 'backlog ' || n, jsonb_build_object('text', repeat(md5(CAST(n AS text)), 20)), ?1
                        FROM generate_series(1, ?2) n
                        """)
                .setParameter(1, NOW)
                .setParameter(2, BACKLOG)
                .executeUpdate());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theFirstMessagesAreFoundWithoutLookingAtTheOthers() {
        assertThat(rowsLookedAt(entities -> first(entities))).isBetween((long) BATCH, (long) LOOKS_AT_A_ROW * BATCH);
    }

    @Test
    void aBatchIsTakenWithoutLookingAtTheOthers() {
        List<OutboxRow> batch = database.inTransaction(LongBacklogIT::first);
        SignedEnvelope envelope = new SignedEnvelope(new TransactionId("ab".repeat(32)), new byte[] {1});

        assertThat(rowsLookedAt(entities -> new OutboxTable(entities).claim(batch, envelope, NOW)))
                .isBetween((long) BATCH, (long) LOOKS_AT_A_ROW * BATCH);
        assertThat(rowsLookedAt(entities -> new OutboxTable(entities).committed(envelope.transaction(), 7, NOW)))
                .isBetween((long) BATCH, (long) LOOKS_AT_A_ROW * BATCH);
    }

    private static List<OutboxRow> first(EntityManager entities) {
        return new OutboxTable(entities).waiting(BATCH, NOW, List.of());
    }

    private static long rowsLookedAt(Consumer<EntityManager> work) {
        return database.inTransaction(entities -> {
            work.accept(entities);
            return ((Number) entities.createNativeQuery("""
                            SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                            WHERE relname = 'ledger_outbox'
                            """).getSingleResult()).longValue();
        });
    }
}
