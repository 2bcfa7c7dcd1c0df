package org.chartseal.web.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;
import org.chartseal.domain.laboratory.RemoveUploads;
import org.chartseal.domain.shared.Unavailable;

/** Removes files that were begun and not finished, and parts that are not needed any more. */
@ApplicationScoped
public class UploadJobs {

    private static final Logger LOG = Logger.getLogger(UploadJobs.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

    private final RemoveUploads removal;

    @Inject
    UploadJobs(RemoveUploads removal) {
        this.removal = removal;
    }

    /** Removes what is due; a storage that is away is asked again after a while. */
    Duration remove() {
        try {
            int removed = removal.step();
            if (removed > 0) {
                LOG.info(() -> "Uploads that came to their end: " + removed);
            }
            return BETWEEN_LOOKS;
        } catch (Unavailable away) {
            LOG.warning(() -> "Parts of uploads wait to be removed: " + away.getMessage());
            return away.retryAfter();
        }
    }
}
