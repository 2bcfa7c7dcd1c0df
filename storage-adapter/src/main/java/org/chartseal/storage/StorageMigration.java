package org.chartseal.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.storage.ReplicaJournal.Debt;

/**
 * Copies all objects of an installation's storage to another place, and reads each there again before it counts. What is there
 * already and intact is left as it is, so that one that was interrupted goes on where it was. Nothing is changed where the objects
 * come from.
 */
public final class StorageMigration {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final List<ObjectStore> sources;
    private final IntactObjects intact;
    private final Set<ObjectAddress> removed = new HashSet<>();
    private final KeptStore target;
    private final Consumer<Count> progress;
    private final List<ObjectAddress> lost = new ArrayList<>();
    private long total;
    private long copied;
    private long there;

    /**
     * Prepares it; nothing is copied yet.
     *
     * @param progress is told after each object how far it is
     * @throws IllegalArgumentException when the other place is one of those that the objects come from
     */
    public StorageMigration(StoragePlaces from, StorageUrl to, Consumer<Count> progress) {
        if (from.urls().stream().anyMatch(url -> url.text().equals(to.text()))) {
            throw new IllegalArgumentException(to.text() + " is where the objects are already");
        }
        this.sources = from.urls().stream().map(from::only).toList();
        this.intact = new IntactObjects(from);
        this.target = from.open(to);
        this.progress = progress;
        ReplicaJournal journal = from.journalAsItIs();
        from.urls()
                .forEach(url -> journal.debts(url.text()).forEach((address, debt) -> {
                    if (debt == Debt.KEEPS) {
                        removed.add(address);
                    }
                }));
    }

    /**
     * Copies what is not there yet.
     *
     * @return what became of all objects
     * @throws Unavailable when either side does not answer; what was copied stays
     */
    public Count run() {
        target.initialise();
        total = 0;
        sources.get(0).visit(address -> total++);
        Set<ObjectAddress> seen = new HashSet<>();
        for (ObjectStore source : sources) {
            source.visit(address -> {
                boolean first = sources.size() == 1 || seen.add(address);
                if (first && !removed.contains(address)) {
                    bring(address);
                    progress.accept(count());
                }
            });
        }
        return count();
    }

    private void bring(ObjectAddress address) {
        if (target.holds(address) && target.verify(address)) {
            there++;
            return;
        }
        if (!copy(address)) {
            lost.add(address);
            return;
        }
        if (!target.verify(address)) {
            throw unavailable(
                    new IOException("what was written to the new place is not what is read from it: " + address));
        }
        copied++;
    }

    private boolean copy(ObjectAddress address) {
        try {
            Optional<Spool> found = intact.find(address);
            if (found.isEmpty()) {
                return false;
            }
            try (Spool spool = found.get()) {
                target.keep(spool);
            }
            return true;
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private Count count() {
        return new Count(total, copied, there, lost);
    }

    private static Unavailable unavailable(IOException failure) {
        return new Unavailable("storage", RETRY_AFTER, failure);
    }

    /**
     * How far it is.
     *
     * @param total how many objects the first place showed at the beginning
     * @param copied and read again
     * @param there already before, and intact
     * @param lost that are nowhere intact, and were not copied
     */
    public record Count(long total, long copied, long there, List<ObjectAddress> lost) {

        public Count {
            lost = List.copyOf(lost);
        }

        /** How many objects it is done with. */
        public long done() {
            return copied + there + lost.size();
        }
    }
}
