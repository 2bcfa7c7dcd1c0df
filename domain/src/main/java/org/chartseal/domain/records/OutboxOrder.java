package org.chartseal.domain.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which waiting messages can be sent now. A message waits for every earlier one that changes what it changes or relies on,
 * and for every earlier one that relies on what it changes; all others may overtake, so that one message that has to wait
 * holds up only what depends on it.
 *
 * @param seals to be anchored in one transaction, in order
 * @param others each a transaction of its own, in order; none depends on another or on the seals
 */
record OutboxOrder(List<OutboxRow> seals, List<OutboxRow> others) {

    static final int MOST_SEALS = 200;
    static final int MOST_OTHERS = 20;

    /**
     * Chooses among the waiting messages.
     *
     * @param waiting all of them, or the first, by their place in the order
     */
    static OutboxOrder choose(List<OutboxRow> waiting) {
        List<OutboxRow> seals = new ArrayList<>();
        List<OutboxRow> others = new ArrayList<>();
        Set<String> written = new HashSet<>();
        Set<String> read = new HashSet<>();
        for (OutboxRow row : waiting) {
            if (seals.size() == MOST_SEALS && others.size() == MOST_OTHERS) {
                break;
            }
            Collection<String> writes = row.writes();
            Collection<String> reads = row.reads();
            boolean free = Collections.disjoint(written, writes)
                    && Collections.disjoint(read, writes)
                    && Collections.disjoint(written, reads);
            if (free && row.ready()) {
                add(row, seals, others);
            }
            written.addAll(writes);
            read.addAll(reads);
        }
        return new OutboxOrder(List.copyOf(seals), List.copyOf(others));
    }

    private static void add(OutboxRow row, List<OutboxRow> seals, List<OutboxRow> others) {
        if (row.isSeal() && seals.size() < MOST_SEALS) {
            seals.add(row);
        } else if (!row.isSeal() && others.size() < MOST_OTHERS) {
            others.add(row);
        }
    }

    boolean isEmpty() {
        return seals.isEmpty() && others.isEmpty();
    }
}
