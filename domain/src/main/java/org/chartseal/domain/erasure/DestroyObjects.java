package org.chartseal.domain.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;

/** The one place where an object is destroyed for good, in every storage. Its keys went before. */
@ApplicationScoped
public class DestroyObjects {

    private final ObjectStore store;

    @Inject
    public DestroyObjects(ObjectStore store) {
        this.store = store;
    }

    /**
     * Destroys the object. To destroy it again is no failure.
     *
     * @throws Unavailable when a storage does not answer: it is to be tried again
     */
    public void destroy(ObjectAddress address) {
        store.remove(address);
    }
}
