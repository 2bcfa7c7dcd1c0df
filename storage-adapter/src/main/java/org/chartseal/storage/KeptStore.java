package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;

/** A store with what the installation that uses it has to know and to do beside its objects. */
interface KeptStore extends ObjectStore {

    /** Where content lies on this machine until its address is known and it is kept. */
    Path spoolFolder();

    @Override
    default ObjectAddress put(ObjectContent content) throws IOException {
        try (Spool spool = Spool.of(content, spoolFolder())) {
            keep(spool);
            return spool.address();
        } catch (StorageFailure failure) {
            throw unavailable(failure);
        }
    }

    /**
     * Keeps what was spooled already; as {@link #put}, but that the content cannot break off.
     *
     * @throws Unavailable when the storage does not take it
     */
    void keep(Spool spool);

    @Override
    default boolean verify(ObjectAddress address) {
        try (InputStream in = open(address)) {
            return Sha256.of(in).equals(address.hex());
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /**
     * Whether this place was never a store.
     *
     * @throws Unavailable when the storage does not answer
     */
    boolean isNew();

    /**
     * Makes this place a store, for good; one that is it already stays as it is.
     *
     * @throws Unavailable when the storage does not take it
     */
    void initialise();

    /**
     * Deletes what interrupted puts left on this machine.
     *
     * @param before only what was last written before this; what is younger may still be growing
     * @return how many files
     */
    default int removeLeftovers(Instant before) {
        return 0;
    }

    /** The storage does not answer, or does not take anything. */
    static Unavailable unavailable(Exception failure) {
        return new Unavailable("storage", Duration.ofSeconds(30), failure);
    }
}
