package org.chartseal.domain.projection;

import java.util.Comparator;
import org.chartseal.domain.ledger.LedgerEvent;

/**
 * Where an event stands on the ledger. A block holds several events, so a block's number alone would pass over those that a
 * stream which ended in the middle of the block had not told.
 *
 * @param block its number; -1 before the first
 * @param event place among the events of that block, from 0; -1 before the first
 * @param transaction of the event, hexadecimal; empty before the first
 */
public record EventPosition(long block, int event, String transaction) implements Comparable<EventPosition> {

    /** Before everything. */
    public static final EventPosition START = new EventPosition(-1, -1, "");

    private static final Comparator<EventPosition> ORDER =
            Comparator.comparingLong(EventPosition::block).thenComparingInt(EventPosition::event);

    /** Where the event stands that came next after this one in a stream that began at a block's first event. */
    EventPosition next(LedgerEvent next) {
        int place = next.block() == block ? event + 1 : 0;
        return new EventPosition(next.block(), place, next.transaction().hex());
    }

    boolean isStart() {
        return block < 0;
    }

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }
}
