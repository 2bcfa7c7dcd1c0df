package org.chartseal.web.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;
import org.chartseal.domain.erasure.CarryOutErasures;
import org.chartseal.domain.erasure.CheckErasures;
import org.chartseal.domain.shared.Unavailable;

/** Erases whom it is time to erase, and holds the database to what the ledger says of that. */
@ApplicationScoped
public class ErasureJobs {

    private static final Logger LOG = Logger.getLogger(ErasureJobs.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

    private final CarryOutErasures carryOut;
    private final CheckErasures check;

    @Inject
    ErasureJobs(CarryOutErasures carryOut, CheckErasures check) {
        this.carryOut = carryOut;
        this.check = check;
    }

    /** Carries out what is due; a storage that is away is asked again after a while. */
    Duration carryOut() {
        try {
            int erased = carryOut.step();
            if (erased > 0) {
                LOG.info(() -> "Patients erased: " + erased);
            }
            return BETWEEN_LOOKS;
        } catch (Unavailable away) {
            LOG.warning(() -> "Erasures wait: " + away.getMessage());
            return away.retryAfter();
        }
    }

    /** Looks for whom a restored backup brought back, and for erasures that the ledger does not have. */
    Duration check() {
        try {
            CheckErasures.Progress progress = check.step();
            if (progress.back() > 0) {
                LOG.warning(() -> "Erased patients whom a backup brought back: " + progress.back());
            }
            return BETWEEN_LOOKS;
        } catch (Unavailable away) {
            return away.retryAfter();
        }
    }
}
