package org.chartseal.domain.projection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerEvent;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.Unavailable;

/**
 * Follows the ledger's events and keeps what they say, each together with the check point in one transaction of the
 * database: so each is applied exactly once, whatever crashes and whoever else follows at the same time.
 */
@ApplicationScoped
public class ProjectLedger {

    private final NewTransaction transaction;
    private final EvidenceLedger ledger;

    @Inject
    public ProjectLedger(NewTransaction transaction, EvidenceLedger ledger) {
        this.transaction = transaction;
        this.ledger = ledger;
    }

    /**
     * Opens the stream of events where the projection stands.
     *
     * @throws Unavailable when the ledger does not answer
     * @throws AnotherLedger when the ledger does not hold what was projected
     */
    public Following open() {
        EventPosition from = transaction.call(entities -> new ProjectionTables(entities).checkPoint());
        insistThatLedgerHolds(from);
        long wholeBlocks = from.isStart() ? CheckPoint.START.block() : from.block() - 1;
        return new Following(ledger.events(new CheckPoint(wholeBlocks)));
    }

    private void insistThatLedgerHolds(EventPosition projected) {
        if (projected.isStart()) {
            return;
        }
        boolean holds = ledger.blockOf(new TransactionId(projected.transaction()))
                .map(LedgerBlock::number)
                .filter(number -> number == projected.block())
                .isPresent();
        if (!holds) {
            throw new AnotherLedger(projected);
        }
    }

    /** What became of an event. */
    private enum Step {
        APPLIED,
        KNOWN,
        OUT_OF_STEP
    }

    /** An open stream. It begins with the first event of a block, so that it can count the events of a block. */
    public final class Following implements AutoCloseable {

        private final LedgerEvents events;
        private EventPosition last = EventPosition.START;
        private long applied;

        private Following(LedgerEvents events) {
            this.events = events;
        }

        /**
         * Applies events, and waits for further ones, until the stream is closed or the projection was dropped meanwhile.
         *
         * @throws Unavailable when the connection is lost: what was applied stays, and the next stream goes on from there
         */
        public void run() {
            Step step = Step.KNOWN;
            while (step != Step.OUT_OF_STEP && events.hasNext()) {
                LedgerEvent event = events.next();
                EventPosition position = last.next(event);
                step = transaction.call(entities -> apply(event, position, new ProjectionTables(entities)));
                applied += step == Step.APPLIED ? 1 : 0;
                last = position;
            }
        }

        /** Under the lock the check point says whether this event is the next one. */
        private Step apply(LedgerEvent event, EventPosition position, ProjectionTables tables) {
            tables.lock();
            EventPosition reached = tables.checkPoint();
            if (position.compareTo(reached) <= 0) {
                return Step.KNOWN;
            }
            if (last.compareTo(reached) != 0) {
                return Step.OUT_OF_STEP;
            }
            EventMeaning.apply(event, position, tables);
            tables.reached(position);
            return Step.APPLIED;
        }

        /** How many events this stream brought that were not known. */
        public long applied() {
            return applied;
        }

        /** Ends the stream, also from another thread. */
        @Override
        public void close() {
            events.close();
        }
    }
}
