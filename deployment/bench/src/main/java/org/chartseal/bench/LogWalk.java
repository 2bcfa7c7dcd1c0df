package org.chartseal.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessLogKeys;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.audit.tree.MonitorAccessLog;
import org.chartseal.domain.audit.tree.SequenceReads;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.storage.FileKeyVault;
import org.chartseal.storage.VaultSigningKeys;

/** A log of many rows in a database of its own, and how long the product's monitor takes to go through it at its pace. */
final class LogWalk {

    private static final int BATCH = 1000;
    private static final String DOCTOR = "doctor";

    private final IdGenerator ids = UuidCreator::getTimeOrderedEpoch;
    private final BenchDatabase database;
    private final Jumping clock = new Jumping();
    private final LogSeal seal;
    private final Reader reader = new Reader(DOCTOR, DOCTOR, Optional.of(new PractitionerId(ids.next())));

    LogWalk(BenchDatabase database, Path folder) {
        this.database = database;
        KeyVault vault = FileKeyVault.create(folder.resolve("vault"));
        VaultSigningKeys signing = new VaultSigningKeys(vault);
        this.seal = database.call(entities -> {
            LogSeal made = new LogSeal(new AccessLogKeys(entities, signing, vault, ids, clock), signing);
            made.log();
            return made;
        });
    }

    /**
     * What was measured.
     *
     * @param round seconds that one whole round took, with its pauses
     * @param working seconds of them in which it worked
     * @param named seconds until a changed and a removed row were named that the round had just passed: the longest that can be
     */
    record Walked(long rows, int steps, double round, double working, double named) {

        JsonObject json() {
            return Json.createObjectBuilder()
                    .add("rows", rows)
                    .add("steps", steps)
                    .add("roundSeconds", round)
                    .add("workingSeconds", working)
                    .add("namedSeconds", named)
                    .build();
        }
    }

    /** Keeps so many reads and gives them their places, with a head over each thousand. */
    void fill(int rows, LongConsumer told) {
        for (int done = 0; done < rows; done += BATCH) {
            int count = Math.min(BATCH, rows - done);
            clock.jump();
            database.call(entities -> {
                keep(entities, count);
                return Boolean.TRUE;
            });
            while (Boolean.TRUE.equals(database.call(
                    entities -> new SequenceReads(entities, seal, new LedgerOutbox(entities, clock), clock)
                            .step(BATCH)
                            .more()))) {
                Thread.onSpinWait();
            }
            told.accept((long) done + count);
        }
        database.call(entities -> entities.createNativeQuery("ANALYZE access_log, access_log_leaf, access_log_node")
                .executeUpdate());
    }

    private void keep(EntityManager entities, int count) {
        Map<PatientId, Optional<UUID>> patients = new HashMap<>();
        for (int each = 0; each < count; each++) {
            patients.put(new PatientId(ids.next()), Optional.of(ids.next()));
        }
        new AccessLog(entities, () -> new Origin("Hospital", "192.0.2.7"), seal, ids)
                .keepListed(
                        reader,
                        patients,
                        new AccessLog.Listed("appointments", "day-calendar", "treatment", "grant"),
                        clock.instant());
    }

    /** Goes through it once, then changes the log behind the monitor's back and waits until it says so. */
    Walked walk() {
        MonitorAccessLog monitor = new MonitorAccessLog(database, seal, noLedger(), clock);
        long rows =
                database.call(entities -> ((Number) entities.createNativeQuery("SELECT count(*) FROM access_log_leaf")
                                .getSingleResult())
                        .longValue());
        int steps = 0;
        long working = 0;
        long begin = System.nanoTime();
        for (boolean done = false; !done; steps++) {
            long step = System.nanoTime();
            MonitorAccessLog.Progress progress = monitor.step(MonitorAccessLog.ROWS_A_STEP);
            working += System.nanoTime() - step;
            done = progress.roundDone();
            if (!done) {
                LockSupport.parkNanos(progress.rest().toNanos());
            }
        }
        double round = (System.nanoTime() - begin) / 1e9;
        return new Walked(rows, steps, round, working / 1e9, untilNamed(monitor));
    }

    /** The first two rows, as soon as the round has passed them. */
    private double untilNamed(MonitorAccessLog monitor) {
        Duration rest = monitor.step(MonitorAccessLog.ROWS_A_STEP).rest();
        tamper("UPDATE access_log SET what = 'chart' WHERE id = (SELECT min(id) FROM access_log)");
        tamper("DELETE FROM access_log WHERE id = (SELECT min(id) + 1 FROM access_log)");
        long begin = System.nanoTime();
        for (int found = 0; found < 2; ) {
            LockSupport.parkNanos(rest.toNanos());
            MonitorAccessLog.Progress progress = monitor.step(MonitorAccessLog.ROWS_A_STEP);
            found += progress.found();
            rest = progress.rest();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void tamper(String sql) {
        database.call(entities -> {
            entities.createNativeQuery("SET LOCAL session_replication_role = replica")
                    .executeUpdate();
            return entities.createNativeQuery(sql).executeUpdate();
        });
    }

    /** A round asks no ledger. */
    private static EvidenceLedger noLedger() {
        return (EvidenceLedger) Proxy.newProxyInstance(
                LogWalk.class.getClassLoader(), new Class<?>[] {EvidenceLedger.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Can jump by more than an hour: a list that is seen again within the hour is not kept again. */
    private static final class Jumping extends Clock {

        private static final Duration JUMP = Duration.ofMinutes(61);

        private final Clock real = Clock.systemUTC();
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void jump() {
            ahead.updateAndGet(before -> before.plus(JUMP));
        }

        @Override
        public Instant instant() {
            return real.instant().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return real.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
