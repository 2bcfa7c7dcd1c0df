package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits in the outbox to the ledger: each message exactly once, whatever crashes in between.
 *
 * <p>An endorsed transaction is kept, and its messages are claimed for it, before it is submitted; as long as its outcome is
 * not known, the same transaction is submitted again, and nothing new. Two workers that run at once do no harm: one of
 * them does nothing, and even if it did something, it could not claim a message twice.
 *
 * <p>Several transactions are on their way at once. A batch is cut by size, by the age of its oldest message, and at once
 * when nothing else is on its way.
 */
@ApplicationScoped
public class AnchorOutbox {

    /** So many messages that have to wait for something hold up none behind them. */
    private static final int WINDOW = 2_000;

    /** How many transactions wait for the ledger at once. */
    private static final int MOST_FLIGHTS = 16;

    /** How long a message waits at most for others to go with while something is on its way. */
    private static final Duration OLDEST = Duration.ofMillis(50);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** After so long a step ends, so that the lock is given back now and then. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    private final NewTransaction transaction;
    private final EvidenceLedger ledger;
    private final AnchorThreads threads;
    private final Clock clock;

    @Inject
    public AnchorOutbox(NewTransaction transaction, EvidenceLedger ledger, AnchorThreads threads, Clock clock) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * What one step did.
     *
     * @param anchored what is on the ledger since this step: seals, practitioners, subjects, grants
     * @param refused how many messages the contract will never take
     * @param more whether another step can be made at once
     * @param away when the ledger did not answer: how long to leave it alone
     */
    public record Progress(List<String> anchored, int refused, boolean more, Optional<Duration> away) {

        static final Progress NONE = new Progress(List.of(), 0, false, Optional.empty());

        public Progress {
            anchored = List.copyOf(anchored);
        }
    }

    /**
     * Settles what was submitted before, then sends what waits, several transactions at once, until nothing waits that can be
     * sent. A timer calls it. Does nothing when another worker is at it.
     */
    public Progress step() {
        return transaction.call(lock -> new OutboxTable(lock).lock() ? new Step().run() : Progress.NONE);
    }

    /** One step; the transaction that holds the workers' lock stays open around it. */
    private final class Step {

        private final AnchorFlights flights = new AnchorFlights(threads);
        private final List<String> anchored = new ArrayList<>();
        private final Instant end = clock.instant().plus(LONGEST_STEP);
        private int refused;
        private @Nullable Duration pause;

        Progress run() {
            try {
                settleEarlier();
                boolean more = pause == null;
                while (more && pause == null && clock.instant().isBefore(end)) {
                    more = sendWhatWaits();
                    flights.await(LOOK_AGAIN);
                    collect();
                }
                finish();
                return new Progress(anchored, refused, more && pause == null, Optional.ofNullable(pause));
            } finally {
                flights.awaitAll();
            }
        }

        private void settleEarlier() {
            for (SignedEnvelope envelope : transaction.call(t -> new OutboxTable(t).unsettled())) {
                flights.start(List.of(), () -> flight().settle(envelope));
            }
            finish();
        }

        /** Answers whether there is anything left to do. */
        private boolean sendWhatWaits() {
            int free = MOST_FLIGHTS - flights.count();
            if (free > 0) {
                OutboxOrder order = choose(free);
                for (List<OutboxRow> batch : order.batches()) {
                    if (isDue(batch)) {
                        flights.start(batch, () -> flight().send(batch));
                    }
                }
            }
            return flights.count() > 0;
        }

        private OutboxOrder choose(int free) {
            List<OutboxRow> flying = flights.rows();
            int enough = free * OutboxOrder.MOST_SEALS;
            List<OutboxRow> first = waiting(enough, flying);
            OutboxOrder order = OutboxOrder.choose(flying, first, free);
            boolean all = first.size() < enough || order.isFull(free);
            return all ? order : OutboxOrder.choose(flying, waiting(WINDOW + enough, flying), free);
        }

        private List<OutboxRow> waiting(int most, List<OutboxRow> flying) {
            return transaction.call(t -> new OutboxTable(t).waiting(most, clock.instant(), flying));
        }

        /** Alone, a message goes at once; while others are on their way it waits a moment for company. */
        private boolean isDue(List<OutboxRow> batch) {
            OutboxRow oldest = batch.get(0);
            return !oldest.isSeal()
                    || batch.size() == OutboxOrder.MOST_SEALS
                    || flights.count() == 0
                    || !clock.instant().isBefore(oldest.createdAt().plus(OLDEST));
        }

        private AnchorFlight flight() {
            return new AnchorFlight(transaction, ledger, clock);
        }

        private void finish() {
            flights.awaitAll();
            collect();
        }

        private void collect() {
            for (AnchorFlight.Landed landed : flights.landed()) {
                anchored.addAll(landed.anchored());
                refused += landed.refused();
                pause = longer(pause, landed.pause());
            }
        }
    }

    private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? other : one;
    }
}
