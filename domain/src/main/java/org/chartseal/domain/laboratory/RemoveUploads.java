package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectKeys;
import org.chartseal.domain.erasure.DestroyObjects;
import org.chartseal.domain.shared.Unavailable;

/** Removes the parts of files that arrived, were cancelled, or were begun and not finished in time: the keys first, then the objects. */
@ApplicationScoped
public class RemoveUploads {

    private static final Logger LOG = Logger.getLogger(RemoveUploads.class.getName());

    private final UploadRows rows;
    private final ObjectKeys keys;
    private final DestroyObjects objects;

    @Inject
    public RemoveUploads(UploadRows rows, ObjectKeys keys, DestroyObjects objects) {
        this.rows = rows;
        this.keys = keys;
        this.objects = objects;
    }

    /**
     * Removes what is due, a hundred at most.
     *
     * @return how many it looked at
     * @throws Unavailable when a storage does not answer: the rest is taken up again
     */
    public int step() {
        List<UploadId> due = rows.due();
        due.forEach(this::remove);
        return due.size();
    }

    /** Removes one that ended, now if the storage answers; else {@link #step} does. */
    void removeSoon(UploadId id) {
        try {
            remove(id);
        } catch (Unavailable away) {
            LOG.log(Level.INFO, away, () -> "Parts of upload " + id + " are removed later");
        }
    }

    private void remove(UploadId id) {
        rows.end(id);
        for (UploadPart part : rows.parts(id)) {
            keys.destroy(part.object());
            objects.destroy(part.object());
            rows.forget(id, part);
        }
        rows.forget(id);
    }

    /** Removes an object that came to nothing; where the storage is away it stays, without a key, and harms nobody. */
    void removeUnreferenced(ObjectAddress address) {
        try {
            objects.destroy(address);
        } catch (Unavailable away) {
            LOG.log(Level.INFO, away, () -> address + " is left without a reference");
        }
    }
}
