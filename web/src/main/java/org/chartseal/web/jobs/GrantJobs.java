package org.chartseal.web.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;
import org.chartseal.domain.consent.KeepGrantedKeys;
import org.chartseal.domain.shared.Unavailable;

/** Keeps the keys of those who were given access in step with grants that end by themselves, or that were given by an older version. */
@ApplicationScoped
public class GrantJobs {

    private static final Logger LOG = Logger.getLogger(GrantJobs.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final KeepGrantedKeys keys;

    @Inject
    GrantJobs(KeepGrantedKeys keys) {
        this.keys = keys;
    }

    /** Does what there is to do; a ledger that is away is asked again after a while. */
    Duration keep() {
        try {
            KeepGrantedKeys.Progress progress = keys.step();
            if (progress.ended() + progress.found() > 0) {
                LOG.info(() -> "Patients of whose grants some ended: " + progress.ended()
                        + "; grants found on the ledger: " + progress.found());
            }
            return progress.more() ? Duration.ZERO : BETWEEN_LOOKS;
        } catch (Unavailable away) {
            LOG.warning(() -> "Keys of grants wait: " + away.getMessage());
            return away.retryAfter();
        }
    }
}
