package org.chartseal.storage;

import static org.chartseal.storage.KeptStore.unavailable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.storage.ReplicaJournal.Debt;

/**
 * Finds the first replica that has an object intact. What is handed out was read to its end and compared with its address before,
 * from a copy on this machine's disk. A replica that turns out to lack what another has is written down.
 */
final class ReplicaReading {

    private final List<Replica> replicas;
    private final ReplicaJournal journal;
    private final Path spoolFolder;

    ReplicaReading(List<Replica> replicas, ReplicaJournal journal, Path spoolFolder) {
        this.replicas = replicas;
        this.journal = journal;
        this.spoolFolder = spoolFolder;
    }

    /**
     * An intact copy; where nobody has one, a damaged one, so that its reader can name the damage.
     *
     * @throws Refused {@code object-missing} when nobody has it
     * @throws Unavailable when nobody who answers has it intact, and not all answer
     */
    InputStream open(ObjectAddress address) {
        Search search = new Search(address);
        try {
            Spool found = search.run();
            return new DeletingInput(Files.newInputStream(found.file()), found);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /**
     * A part of what the first replica has that has something; unchecked.
     *
     * @throws Refused {@code object-missing} when nobody has it
     * @throws Unavailable when nobody who answers has it, and not all answer
     */
    InputStream open(ObjectAddress address, long from, long length) {
        Optional<Unavailable> away = Optional.empty();
        for (Replica replica : readable(address)) {
            try {
                return replica.with(() -> replica.store().open(address, from, length));
            } catch (Unavailable failure) {
                away = away.or(() -> Optional.of(failure));
            } catch (Refused missing) {
                // the next one may have it
            }
        }
        if (away.isPresent()) {
            throw away.get();
        }
        throw ObjectDamage.MISSING.at(address);
    }

    /**
     * An intact copy.
     *
     * @throws Refused {@code object-missing} or {@code object-altered} when nobody has it intact
     */
    Spool fetch(ObjectAddress address) throws IOException {
        Spool found = new Search(address).run();
        if (found.address().equals(address)) {
            return found;
        }
        found.close();
        throw ObjectDamage.ALTERED.at(address);
    }

    boolean verify(ObjectAddress address) {
        try (Spool found = new Search(address).run()) {
            return found.address().equals(address);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /** Whether that is so for any; that nobody else answers is told where it is so for none of the rest. */
    boolean any(ObjectAddress address, Predicate<Replica> question) {
        Optional<Unavailable> failure = Optional.empty();
        for (Replica replica : readable(address)) {
            try {
                if (replica.with(() -> question.test(replica))) {
                    return true;
                }
            } catch (Unavailable away) {
                failure = failure.or(() -> Optional.of(away));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return false;
    }

    long length(ObjectAddress address) {
        try (Spool found = new Search(address).run()) {
            return found.length();
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /** Those that may have it, first those that answered lately. */
    private List<Replica> readable(ObjectAddress address) {
        List<Replica> order = new ArrayList<>();
        replicas.stream().filter(replica -> !replica.isResting()).forEach(order::add);
        replicas.stream().filter(Replica::isResting).forEach(order::add);
        order.removeIf(replica -> journal.debt(replica.place(), address).isPresent());
        return order;
    }

    /** One look through the replicas. */
    private final class Search {

        private final ObjectAddress address;
        private final List<Replica> behind = new ArrayList<>();
        private Optional<Spool> damaged = Optional.empty();
        private Optional<Unavailable> away = Optional.empty();

        Search(ObjectAddress address) {
            this.address = address;
        }

        Spool run() throws IOException {
            for (Replica replica : readable(address)) {
                Optional<Spool> found = look(replica);
                if (found.isPresent()) {
                    forgetDamaged();
                    behind.forEach(this::noteLacking);
                    return found.get();
                }
            }
            if (away.isPresent()) {
                forgetDamaged();
                throw away.get();
            }
            if (damaged.isPresent()) {
                return damaged.get();
            }
            throw ObjectDamage.MISSING.at(address);
        }

        private void noteLacking(Replica replica) {
            try {
                journal.owe(replica.place(), address, Debt.LACKS);
            } catch (UncheckedIOException failure) {
                throw unavailable(failure);
            }
        }

        private Optional<Spool> look(Replica replica) throws IOException {
            try {
                Spool spool = replica.with(() -> copy(replica));
                if (spool.address().equals(address)) {
                    return Optional.of(spool);
                }
                forgetDamaged();
                damaged = Optional.of(spool);
                behind.add(replica);
            } catch (Refused missing) {
                behind.add(replica);
            } catch (Unavailable failure) {
                away = away.or(() -> Optional.of(failure));
            }
            return Optional.empty();
        }

        private Spool copy(Replica replica) {
            try (InputStream in = replica.store().open(address)) {
                return Spool.of(in::transferTo, spoolFolder);
            } catch (IOException failure) {
                throw unavailable(failure);
            }
        }

        private void forgetDamaged() throws IOException {
            if (damaged.isPresent()) {
                damaged.get().close();
            }
        }
    }

    /** The copy is gone when nobody reads it any more. */
    private static final class DeletingInput extends FilterInputStream {

        private final Spool spool;

        DeletingInput(InputStream in, Spool spool) {
            super(in);
            this.spool = spool;
        }

        @Override
        public void close() throws IOException {
            in.close();
            spool.close();
        }
    }
}
