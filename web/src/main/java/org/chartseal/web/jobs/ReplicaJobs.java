package org.chartseal.web.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.storage.ReplicatedObjectStore;

/** Gives replicas of the storage what they missed while they were away. */
@ApplicationScoped
public class ReplicaJobs {

    private static final Logger LOG = Logger.getLogger(ReplicaJobs.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final ObjectStore objects;
    private int behind;

    @Inject
    ReplicaJobs(ObjectStore objects) {
        this.objects = objects;
    }

    /** Where there is one store only there is nothing to do, now and later. */
    Duration catchUp() {
        if (objects instanceof ReplicatedObjectStore replicas) {
            tell(replicas.catchUp());
        }
        return BETWEEN_LOOKS;
    }

    private void tell(int now) {
        if (now != behind) {
            LOG.info(() -> "Objects that a replica of the storage is behind with: " + now);
        }
        behind = now;
    }
}
