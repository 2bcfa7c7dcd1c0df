package org.chartseal.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Compares what should be in each place of an installation's storage with what is. Reads only, so it may run beside the portal; what
 * is stored meanwhile may then be shown as not referred to.
 */
public final class StorageCheck {

    private final List<Place> places;
    private final AddressSet expected = new AddressSet();
    private final LongConsumer progress;
    private long count;

    /** @param progress is told how many objects were looked at so far */
    public StorageCheck(StoragePlaces where, LongConsumer progress) {
        this.places = where.urls().stream()
                .map(url -> new Place(url.text(), where.only(url)))
                .toList();
        this.progress = progress;
    }

    /** Reads the object that lies, or should lie, at the address from every place that answers. */
    public void expect(ObjectAddress address) {
        expected.add(address);
        places.forEach(place -> place.look(address));
        progress.accept(++count);
    }

    /** What there is in each place, after all that should be there was named. */
    public List<Finding> finish() {
        places.forEach(place -> place.visit(expected));
        return places.stream().map(Place::finding).toList();
    }

    /**
     * What was found in one place.
     *
     * @param place its address
     * @param away why it does not answer, if so; the rest is then what was seen before
     * @param intact how many objects are as they should be
     * @param missing that should be there
     * @param damaged whose bytes are not those of their address
     * @param unreferenced that nothing refers to
     */
    public record Finding(
            String place,
            Optional<String> away,
            long intact,
            List<ObjectAddress> missing,
            List<ObjectAddress> damaged,
            List<ObjectAddress> unreferenced) {

        public Finding {
            missing = List.copyOf(missing);
            damaged = List.copyOf(damaged);
            unreferenced = List.copyOf(unreferenced);
        }

        /** Whether everything that should be there is, and intact. */
        public boolean isSound() {
            return missing.isEmpty() && damaged.isEmpty();
        }
    }

    private static final class Place {

        private final String name;
        private final ObjectStore store;
        private final List<ObjectAddress> missing = new ArrayList<>();
        private final List<ObjectAddress> damaged = new ArrayList<>();
        private final List<ObjectAddress> unreferenced = new ArrayList<>();
        private Optional<String> away = Optional.empty();
        private long intact;

        Place(String name, ObjectStore store) {
            this.name = name;
            this.store = store;
        }

        void look(ObjectAddress address) {
            unlessAway(() -> {
                try {
                    if (store.verify(address)) {
                        intact++;
                    } else {
                        damaged.add(address);
                    }
                } catch (Refused notThere) {
                    missing.add(address);
                }
            });
        }

        void visit(AddressSet expected) {
            Consumer<ObjectAddress> note = address -> {
                if (!expected.contains(address)) {
                    unreferenced.add(address);
                }
            };
            unlessAway(() -> store.visit(note));
        }

        private void unlessAway(Runnable work) {
            if (away.isPresent()) {
                return;
            }
            try {
                work.run();
            } catch (Unavailable failure) {
                away = Optional.of(String.valueOf(failure.getCause()));
            }
        }

        Finding finding() {
            return new Finding(name, away, intact, missing, damaged, unreferenced);
        }
    }
}
