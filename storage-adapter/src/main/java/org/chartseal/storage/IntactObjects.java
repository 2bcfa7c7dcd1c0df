package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** Reads the objects of an installation's storage, each from the first place that has it intact. */
public final class IntactObjects {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final List<ObjectStore> places;
    private final Path workFolder;

    /** Reads from these places; nothing is asked of them yet. */
    public IntactObjects(StoragePlaces places) {
        this.places = places.urls().stream().map(places::only).toList();
        this.workFolder = places.workFolder();
    }

    /** Takes the bytes of an object, which were compared with its address before. */
    @FunctionalInterface
    public interface Taker {

        /** What it throws comes out of {@link IntactObjects#read}. */
        void take(long length, InputStream content) throws IOException;
    }

    /**
     * Shows an object.
     *
     * @return false when no place has it intact; the taker was not called then
     * @throws Unavailable when a place does not answer that may have it
     * @throws IOException what the taker throws
     */
    public boolean read(ObjectAddress address, Taker taker) throws IOException {
        try (Spool spool = find(address).orElse(null)) {
            if (spool == null) {
                return false;
            }
            try (InputStream content = Files.newInputStream(spool.file())) {
                taker.take(spool.length(), content);
            }
            return true;
        }
    }

    /** A copy on this machine that was compared. */
    Optional<Spool> find(ObjectAddress address) {
        for (ObjectStore place : places) {
            try (InputStream in = place.open(address)) {
                Spool spool = Spool.of(in::transferTo, workFolder);
                if (spool.address().equals(address)) {
                    return Optional.of(spool);
                }
                spool.close();
            } catch (Refused notHere) {
                // the next one may have it
            } catch (IOException failure) {
                throw new Unavailable("storage", RETRY_AFTER, failure);
            }
        }
        return Optional.empty();
    }
}
