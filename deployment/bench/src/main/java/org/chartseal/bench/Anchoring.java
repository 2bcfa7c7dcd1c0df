package org.chartseal.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.records.AnchorOutbox;

/** Anchors records in the ways that are compared. Writers work in a closed loop: each waits until its record is committed. */
final class Anchoring implements AutoCloseable {

    /** Items under one root. */
    private static final int BATCH = 1_000;

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final BenchDatabase database;
    private final WatchedLedger ledger;
    private final Sealer sealer;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Cpu cpu;

    Anchoring(BenchDatabase database, EvidenceLedger network, Map<String, ProcessHandle> processes) {
        this.database = database;
        this.ledger = new WatchedLedger(network, this::committed);
        this.sealer = new Sealer(clock);
        Map<String, ProcessHandle> all = new HashMap<>(processes);
        all.put("database", ProcessHandle.of(database.process()).orElseThrow());
        all.put("portal's part", ProcessHandle.current());
        this.cpu = new Cpu(all);
    }

    private void committed(String written) {
        CompletableFuture<Void> waiter = awaited.remove(written);
        if (waiter != null) {
            waiter.complete(null);
        }
    }

    /** Makes the author known to the ledger. */
    void register() {
        settle(new LedgerCommand.RegisterPractitioner(sealer.practitioner(), sealer.publicKey()));
        settle(new LedgerCommand.VerifyPractitioner(
                sealer.practitioner(), clock.instant().plus(Duration.ofDays(30))));
    }

    private void settle(LedgerCommand command) {
        SignedEnvelope envelope = ledger.endorse(command);
        while (!(ledger.submit(envelope) instanceof CommitOutcome.Committed)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Each record in a transaction of its own, sent by its writer, without a database: the least that this way costs. */
    Round oneByOne(int writers, Duration length) {
        sealer.prepare(Math.min(20_000, 400 * (int) length.toSeconds() * 2));
        return measured(Round.SINGLE, writers, 1, length, () -> {
            SignedText seal = sealer.next();
            settle(new AnchorSeals(List.of(seal)));
        });
    }

    /** The product's way: into the outbox of the database, from there by the worker. */
    Round batching(int writers, Duration length) {
        sealer.prepare(Math.min(60_000, writers * 12 * ((int) length.toSeconds() + 2)));
        AtomicBoolean going = new AtomicBoolean(true);
        Future<?> worker = threads.submit(() -> work(going));
        try {
            return measured("batching", writers, 1, length, () -> {
                SignedText seal = sealer.next();
                CompletableFuture<Void> committed = new CompletableFuture<>();
                awaited.put(seal.text(), committed);
                write(new AnchorSeals(List.of(seal)));
                committed.join();
            });
        } finally {
            going.set(false);
            join(worker);
        }
    }

    /** Data from devices: each writer makes the tree over a batch of its own, and anchors the root, as the product does. */
    Round merkle(int writers, Duration length) {
        AtomicBoolean going = new AtomicBoolean(true);
        Future<?> worker = threads.submit(() -> work(going));
        try {
            return measured("Merkle, " + BATCH + " a root", writers, BATCH, length, () -> {
                BatchRoot root = sealer.batch(BATCH);
                CompletableFuture<Void> committed = new CompletableFuture<>();
                awaited.put(root.batch().toString(), committed);
                write(new AnchorRoot(root));
                committed.join();
            });
        } finally {
            going.set(false);
            join(worker);
        }
    }

    /** As many records as were left while the ledger was away. */
    Round backlog(int records) {
        sealer.prepare(records);
        for (int written = 0; written < records; written += 500) {
            List<SignedText> some = new ArrayList<>();
            for (int each = 0; each < Math.min(500, records - written); each++) {
                some.add(sealer.next());
            }
            some.forEach(seal -> awaited.put(seal.text(), new CompletableFuture<>()));
            write(new AnchorSeals(some));
        }
        List<CompletableFuture<Void>> all = List.copyOf(awaited.values());
        Counted begin = new Counted();
        AtomicBoolean going = new AtomicBoolean(true);
        Future<?> worker = threads.submit(() -> work(going));
        all.forEach(CompletableFuture::join);
        Round round = begin.round("backlog drained", 0, records, List.of());
        going.set(false);
        join(worker);
        return round;
    }

    private void write(LedgerCommand command) {
        database.call(entities -> {
            new LedgerOutbox(entities, clock).add(command);
            return Boolean.TRUE;
        });
    }

    /** The portal's job. */
    private void work(AtomicBoolean going) {
        AnchorOutbox outbox = new AnchorOutbox(database, ledger, threads::execute, clock);
        while (going.get() || !awaited.isEmpty()) {
            if (!outbox.step().more()) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    /** What is counted from a moment on. */
    private final class Counted {

        private final long nanos = System.nanoTime();
        private final long transactions = ledger.transactions();
        private final int blocks = ledger.blocks();
        private final long failures = ledger.failures();
        private final Map<String, Double> before = cpu.now();

        Round round(String way, int writers, long records, List<Double> millis) {
            double seconds = (System.nanoTime() - nanos) / 1e9;
            return new Round(
                    way,
                    writers,
                    records,
                    seconds,
                    millis,
                    ledger.transactions() - transactions,
                    ledger.blocks() - blocks,
                    ledger.failures() - failures,
                    new TreeMap<>(cpu.since(before)));
        }
    }

    private Round measured(String way, int writers, int records, Duration length, Runnable once) {
        AtomicBoolean counting = new AtomicBoolean();
        AtomicBoolean going = new AtomicBoolean(true);
        Queue<Double> millis = new ConcurrentLinkedQueue<>();
        List<Future<?>> all = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            all.add(threads.submit(() -> {
                while (going.get()) {
                    long begin = System.nanoTime();
                    once.run();
                    if (counting.get()) {
                        millis.add((System.nanoTime() - begin) / 1e6);
                    }
                }
            }));
        }
        LockSupport.parkNanos(WARM_UP.toNanos());
        Counted begin = new Counted();
        counting.set(true);
        LockSupport.parkNanos(length.toNanos());
        counting.set(false);
        List<Double> measured = Collections.unmodifiableList(new ArrayList<>(millis));
        Round round = begin.round(way, writers, (long) measured.size() * records, measured);
        going.set(false);
        all.forEach(Anchoring::join);
        return round;
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (java.util.concurrent.ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
