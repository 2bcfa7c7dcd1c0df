package org.chartseal.storage;

import static org.chartseal.storage.KeptStore.unavailable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.storage.ReplicaJournal.Debt;

/**
 * Several stores that hold the same objects, the primary one first. A put succeeds when one of them has the object for good; those that
 * did not answer are written down and caught up later. A read is answered by the first that has the object intact.
 */
public final class ReplicatedObjectStore implements KeptStore {

    private static final int LOCKS = 64;

    private final List<Replica> replicas;
    private final ReplicaJournal journal;
    private final ReplicaReading reading;
    private final Path spoolFolder;
    /** One object is changed by one thread at a time, else what is caught up could undo what is put or removed. */
    private final Object[] locks = new Object[LOCKS];

    ReplicatedObjectStore(List<Replica> replicas, ReplicaJournal journal, Path spoolFolder) {
        this.replicas = List.copyOf(replicas);
        this.journal = journal;
        this.spoolFolder = spoolFolder;
        this.reading = new ReplicaReading(this.replicas, journal, spoolFolder);
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    private Object lock(ObjectAddress address) {
        return locks[Math.floorMod(address.hashCode(), LOCKS)];
    }

    @Override
    public Path spoolFolder() {
        return spoolFolder;
    }

    @Override
    public void keep(Spool spool) {
        synchronized (lock(spool.address())) {
            List<Replica> behind = new ArrayList<>(replicas);
            List<Unavailable> failures = new ArrayList<>();
            behind.removeIf(replica -> !replica.isResting() && kept(replica, spool, failures));
            if (behind.size() == replicas.size()) {
                behind.removeIf(replica -> replica.isResting() && kept(replica, spool, failures));
            }
            if (behind.size() == replicas.size()) {
                throw failures.get(0);
            }
            behind.forEach(replica -> owe(replica, spool.address(), Debt.LACKS));
        }
    }

    private boolean kept(Replica replica, Spool spool, List<Unavailable> failures) {
        try {
            replica.with(() -> replica.store().keep(spool));
        } catch (Unavailable failure) {
            failures.add(failure);
            return false;
        }
        settle(replica, spool.address());
        return true;
    }

    @Override
    public InputStream open(ObjectAddress address) {
        return reading.open(address);
    }

    /** From the first that has something there; a part cannot be compared with the address. */
    @Override
    public InputStream open(ObjectAddress address, long from, long length) {
        return reading.open(address, from, length);
    }

    @Override
    public boolean holds(ObjectAddress address) {
        return reading.any(address, replica -> replica.store().holds(address));
    }

    @Override
    public boolean verify(ObjectAddress address) {
        return reading.verify(address);
    }

    @Override
    public long length(ObjectAddress address) {
        return reading.length(address);
    }

    /** Where one does not answer, the rest is removed all the same, that one is never read for this object again, and it is told later. */
    @Override
    public void remove(ObjectAddress address) {
        List<Unavailable> failures = new ArrayList<>();
        synchronized (lock(address)) {
            for (Replica replica : replicas) {
                try {
                    replica.with(() -> replica.store().remove(address));
                    settle(replica, address);
                } catch (Unavailable failure) {
                    owe(replica, address, Debt.KEEPS);
                    failures.add(failure);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** What any of them holds, but for what it should not hold any more. */
    @Override
    public void visit(Consumer<ObjectAddress> visitor) {
        Set<ObjectAddress> shown = new HashSet<>();
        for (Replica replica : replicas) {
            replica.store().visit(address -> {
                boolean removed = journal.debt(replica.place(), address).equals(Optional.of(Debt.KEEPS));
                if (!removed && shown.add(address)) {
                    visitor.accept(address);
                }
            });
        }
    }

    /** One that takes objects is enough; those that did not answer a moment ago are asked when no other does. */
    @Override
    public void check() {
        List<Unavailable> failures = new ArrayList<>();
        boolean taken = replicas.stream().anyMatch(replica -> !replica.isResting() && answers(replica, failures))
                || replicas.stream().anyMatch(replica -> replica.isResting() && answers(replica, failures));
        if (!taken) {
            throw failures.get(0);
        }
    }

    private static boolean answers(Replica replica, List<Unavailable> failures) {
        try {
            replica.with(() -> replica.store().check());
            return true;
        } catch (Unavailable failure) {
            failures.add(failure);
            return false;
        }
    }

    /** Each replica by its place, in order, with how many objects it is behind; empty for one that does not answer or did not a moment ago. */
    public Map<String, Optional<Integer>> states() {
        Map<String, Optional<Integer>> states = new LinkedHashMap<>();
        for (Replica replica : replicas) {
            boolean up = !replica.isResting() && answers(replica, new ArrayList<>());
            int behind = journal.debts(replica.place()).size();
            states.put(replica.place(), up ? Optional.of(behind) : Optional.empty());
        }
        return states;
    }

    /**
     * Gives every replica that answers what it is behind with.
     *
     * @return how many objects some replica is still behind with
     */
    public int catchUp() {
        int left = 0;
        for (Replica replica : replicas) {
            Set<ObjectAddress> debts = journal.debts(replica.place()).keySet();
            left += debts.isEmpty() || !answers(replica, new ArrayList<>())
                    ? debts.size()
                    : (int) debts.stream()
                            .filter(Predicate.not(address -> caughtUp(replica, address)))
                            .count();
        }
        return left;
    }

    private boolean caughtUp(Replica replica, ObjectAddress address) {
        if (replica.isResting()) {
            return false;
        }
        synchronized (lock(address)) {
            Optional<Debt> debt = journal.debt(replica.place(), address);
            try {
                if (debt.equals(Optional.of(Debt.KEEPS))) {
                    replica.with(() -> replica.store().remove(address));
                } else if (debt.isPresent()) {
                    copyTo(replica, address);
                }
                settle(replica, address);
                return true;
            } catch (Unavailable stillAway) {
                return false;
            } catch (Refused nobodyHasItIntact) {
                return isGoneEverywhere(nobodyHasItIntact, replica, address);
            }
        }
    }

    /** Then there is nothing to catch up with; that it should be there shows where the database is compared with the storage. */
    private boolean isGoneEverywhere(Refused refusal, Replica replica, ObjectAddress address) {
        boolean gone = ObjectDamage.of(refusal).equals(Optional.of(ObjectDamage.MISSING));
        if (gone) {
            settle(replica, address);
        }
        return gone;
    }

    private void copyTo(Replica replica, ObjectAddress address) {
        try (Spool intact = reading.fetch(address)) {
            replica.with(() -> replica.store().keep(intact));
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private void owe(Replica replica, ObjectAddress address, Debt debt) {
        try {
            journal.owe(replica.place(), address, debt);
        } catch (UncheckedIOException failure) {
            throw unavailable(failure);
        }
    }

    private void settle(Replica replica, ObjectAddress address) {
        try {
            journal.settle(replica.place(), address);
        } catch (UncheckedIOException failure) {
            throw unavailable(failure);
        }
    }

    @Override
    public boolean isNew() {
        return replicas.stream().allMatch(replica -> replica.store().isNew());
    }

    /** One that does not answer now becomes a store when it is first written to. */
    @Override
    public void initialise() {
        List<Unavailable> failures = new ArrayList<>();
        for (Replica replica : replicas) {
            try {
                replica.with(() -> replica.store().initialise());
            } catch (Unavailable failure) {
                failures.add(failure);
            }
        }
        if (failures.size() == replicas.size()) {
            throw failures.get(0);
        }
    }

    @Override
    public int removeLeftovers(Instant before) {
        return replicas.stream()
                .mapToInt(replica -> replica.store().removeLeftovers(before))
                .sum();
    }
}
