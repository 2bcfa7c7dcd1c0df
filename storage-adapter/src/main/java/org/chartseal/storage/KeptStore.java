package org.chartseal.storage;

import java.time.Instant;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;

/** A store with what the installation that uses it has to know and to do beside its objects. */
interface KeptStore extends ObjectStore {

    /**
     * Keeps what was spooled already; as {@link #put}, but that the content cannot break off.
     *
     * @throws Unavailable when the storage does not take it
     */
    void keep(Spool spool);

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
}
