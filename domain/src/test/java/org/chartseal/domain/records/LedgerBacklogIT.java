package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.chartseal.domain.records.LedgerBacklog.Waiting;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerBacklogIT {

    private final TestClock clock = new TestClock(TestPeople.NOW);
    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingWaitsWhereEverythingIsAnchored() {
        message("anchor-seal", "a.1", 500, "anchored");
        message("anchor-seal", "b.1", 400, "refused");

        assertThat(waiting()).isEqualTo(new Waiting(0, 0, Optional.empty()));
        assertThat(waiting().nothing()).isTrue();
    }

    @Test
    void theAgeIsThatOfTheSealThatWaitsLongest() {
        message("register-subject", "s", 900, "pending");
        message("anchor-seal", "a.1", 500, "anchored");
        message("anchor-seal", "b.1", 120, "pending");
        message("anchor-seal", "c.1", 310, "pending");

        assertThat(waiting()).isEqualTo(new Waiting(3, 2, Optional.of(Duration.ofSeconds(310))));
        assertThat(waiting().nothing()).isFalse();
    }

    @Test
    void aClockThatWasSetBackMakesNoNegativeAge() {
        message("anchor-seal", "a.1", -60, "pending");

        assertThat(waiting().oldestSeal()).contains(Duration.ZERO);
    }

    private Waiting waiting() {
        return database.inTransaction(entities -> new LedgerBacklog(entities, clock).now());
    }

    private void message(String kind, String subject, long secondsAgo, String state) {
        Instant created = TestPeople.NOW.minusSeconds(secondsAgo);
        database.transact(entities -> entities.createNativeQuery("""
                        INSERT INTO ledger_outbox (kind, subject, payload, created_at, state, refusal, block, anchored_at)
                        VALUES (?1, ?2, '{}', ?3, ?4, CASE WHEN ?4 = 'refused' THEN 'NO' END,
                                CASE WHEN ?4 = 'anchored' THEN 7 END, CASE WHEN ?4 = 'anchored' THEN now() END)
                        """)
                .setParameter(1, kind)
                .setParameter(2, subject)
                .setParameter(3, Timestamp.from(created))
                .setParameter(4, state)
                .executeUpdate());
    }
}
