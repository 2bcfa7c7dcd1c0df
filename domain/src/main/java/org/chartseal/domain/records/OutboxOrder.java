package org.chartseal.domain.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which waiting messages can be sent now. A message waits for every earlier one that changes what it changes or relies on,
 * and for every earlier one that relies on what it changes; all others may overtake, so that one message that has to wait
 * holds up only what depends on it.
 *
 * @param batches each a transaction of its own: seals together, in order, any other message alone. None depends on another.
 */
record OutboxOrder(List<List<OutboxRow>> batches) {

    static final int MOST_SEALS = 400;

    OutboxOrder {
        batches = List.copyOf(batches);
    }

    /**
     * Chooses among the waiting messages.
     *
     * @param flying messages that are on their way to the ledger
     * @param waiting those that are part of no transaction and do not fly, or the first of them, by their place in the order
     * @param most how many batches can be sent
     */
    static OutboxOrder choose(List<OutboxRow> flying, List<OutboxRow> waiting, int most) {
        Set<String> written = new HashSet<>();
        Set<String> read = new HashSet<>();
        for (OutboxRow row : flying) {
            written.addAll(row.writes());
            read.addAll(row.reads());
        }
        Batches batches = new Batches(most);
        for (OutboxRow row : waiting) {
            boolean free = Collections.disjoint(written, row.writes())
                    && Collections.disjoint(read, row.writes())
                    && Collections.disjoint(written, row.reads());
            if (free && row.ready()) {
                batches.add(row);
            }
            written.addAll(row.writes());
            read.addAll(row.reads());
        }
        return new OutboxOrder(batches.all);
    }

    /** Fills one batch of seals after the other, as long as there is room for a further batch. */
    private static final class Batches {

        private final int most;
        private final List<List<OutboxRow>> all = new ArrayList<>();
        private List<OutboxRow> seals = List.of();

        Batches(int most) {
            this.most = most;
        }

        void add(OutboxRow row) {
            if (row.isSeal() && !seals.isEmpty() && seals.size() < MOST_SEALS) {
                seals.add(row);
            } else if (all.size() < most) {
                List<OutboxRow> begun = new ArrayList<>(List.of(row));
                all.add(begun);
                if (row.isSeal()) {
                    seals = begun;
                }
            }
        }
    }

    /** Whether nothing more could be sent, whatever else waits. */
    boolean isFull(int most) {
        return batches.size() == most
                && batches.stream()
                        .filter(batch -> batch.get(0).isSeal())
                        .allMatch(batch -> batch.size() == MOST_SEALS);
    }
}
