package org.chartseal.domain.audit.tree;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.audit.AccessLogKeys;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.chartseal.domain.testing.TestVault;

/** An access log in a database of its own, with a ledger in memory. */
final class TestLog implements AutoCloseable {

    final TestDatabase database = TestDatabase.fresh();
    final TestLedger ledger = new TestLedger();
    final TestClock clock = new TestClock(TestPeople.NOW);
    final LogSeal seal = database.inTransaction(this::seal);

    private final AtomicLong lastId = new AtomicLong();

    private LogSeal seal(EntityManager entities) {
        LogSeal made = new LogSeal(
                new AccessLogKeys(entities, new TestKeys(), new TestVault(), UUID::randomUUID, clock), new TestKeys());
        made.log();
        return made;
    }

    IdGenerator ids() {
        return () -> new UUID(0x7000L, lastId.incrementAndGet());
    }

    NewTransaction transactions() {
        return database::inTransaction;
    }

    AccessLog log(EntityManager entities) {
        return new AccessLog(entities, () -> new Origin("HospitalA", "192.0.2.7"), seal, ids());
    }

    static AccessLogEntry entry(String account, String what, TestClock clock) {
        return new AccessLogEntry(
                clock.instant(),
                new AccessLogEntry.Reader(
                        account, "doctor", Optional.of(new PractitionerId(TestPeople.id("doctor " + account)))),
                new AccessLogEntry.Opened(
                        new PatientId(TestPeople.id("patient " + account)), "notes", what, Optional.empty()),
                "treatment",
                "grant",
                Optional.of(TestPeople.id("grant " + account)),
                true);
    }

    /** Keeps so many reads, each in a transaction of its own. */
    void read(int count) {
        for (int i = 0; i < count; i++) {
            String account = "reader" + i % 3;
            String what = i % 2 == 0 ? "chart" : "notes";
            database.transact(entities -> log(entities).keep(entry(account, what, clock)));
        }
    }

    SequenceReads sequencer(EntityManager entities) {
        return new SequenceReads(entities, seal, new LedgerOutbox(entities, clock), clock);
    }

    SequenceReads.Progress sequence(int most) {
        return database.inTransaction(entities -> sequencer(entities).step(most));
    }

    /** Makes a head over all that was read. */
    void head() {
        clock.advance(SequenceReads.BETWEEN_HEADS.plus(Duration.ofSeconds(1)));
        while (sequence(1000).more()) {
            Thread.onSpinWait();
        }
    }

    /** Writes to the ledger what waits for it. */
    void anchor() {
        database.transact(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT kind, subject, CAST(payload AS text), id FROM ledger_outbox WHERE state = 'pending' ORDER BY id")
                    .getResultList();
            for (Object each : rows) {
                Object[] row = (Object[]) each;
                ledger.submit(
                        ledger.endorse(new OutboxMessage((String) row[0], (String) row[1], (String) row[2]).command()));
                entities.createNativeQuery(
                                "UPDATE ledger_outbox SET state = 'anchored', block = 7, anchored_at = now() WHERE id = ?1")
                        .setParameter(1, row[3])
                        .executeUpdate();
            }
        });
    }

    MonitorAccessLog monitor() {
        return new MonitorAccessLog(transactions(), seal, ledger, clock);
    }

    /** What a superuser writes who has switched the triggers off. */
    void tamper(String sql) {
        database.transact(entities -> {
            entities.createNativeQuery("SET LOCAL session_replication_role = replica")
                    .executeUpdate();
            entities.createNativeQuery(sql).executeUpdate();
        });
    }

    /** The open findings: check, subject, detail. */
    List<String> findings() {
        return database.inTransaction(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT check_failed || ' ' || seal || ' ' || detail FROM integrity_finding WHERE resolved_at IS NULL ORDER BY id")
                    .getResultList();
            return rows.stream().map(String::valueOf).toList();
        });
    }

    <T> T with(java.util.function.Function<EntityManager, T> work) {
        return database.inTransaction(work);
    }

    long number(String sql) {
        return database.inTransaction(
                entities -> LogRow.number(entities.createNativeQuery(sql).getSingleResult()));
    }

    @Override
    public void close() {
        database.close();
    }
}
