package org.chartseal.web.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Logger;
import org.chartseal.domain.audit.tree.MonitorAccessLog;
import org.chartseal.domain.audit.tree.SequenceReads;
import org.chartseal.domain.audit.tree.TellAdministrator;
import org.chartseal.domain.shared.ForwardClock;
import org.chartseal.domain.shared.Unavailable;

/** What keeps the access log provable: places rows, makes heads, checks all of it, and tells the administrator. */
@ApplicationScoped
public class AccessLogJobs {

    private static final Logger LOG = Logger.getLogger(AccessLogJobs.class.getName());
    private static final Duration BETWEEN_PLACINGS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMPARISONS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LETTERS = Duration.ofSeconds(5);
    private static final int ROWS_PLACED = 1000;

    private final SequenceReads sequencer;
    private final MonitorAccessLog monitor;
    private final TellAdministrator tell;
    private final ForwardClock clock;

    @Inject
    AccessLogJobs(SequenceReads sequencer, MonitorAccessLog monitor, TellAdministrator tell, ForwardClock clock) {
        this.sequencer = sequencer;
        this.monitor = monitor;
        this.tell = tell;
        this.clock = clock;
    }

    /** Places what waits. It has been as late already as the newest head says, before the portal started too. */
    Duration place() {
        sequencer.newestHead().ifPresent(clock::notBefore);
        return sequencer.step(ROWS_PLACED).more() ? Duration.ZERO : BETWEEN_PLACINGS;
    }

    /** Checks a part; rounds over a small log leave each other time. */
    Duration check() {
        MonitorAccessLog.Progress progress = monitor.step(MonitorAccessLog.ROWS_A_STEP);
        if (progress.found() > 0) {
            LOG.severe(() -> "The access log does not verify: " + progress.found() + " new findings");
        }
        return progress.rest();
    }

    /** Compares heads with the ledger. */
    Duration compare() {
        try {
            monitor.compareWithLedger();
            return BETWEEN_COMPARISONS;
        } catch (Unavailable away) {
            return away.retryAfter();
        }
    }

    /** Sends what the administrator does not know yet. */
    Duration tell() {
        try {
            tell.step();
            return BETWEEN_LETTERS;
        } catch (Unavailable away) {
            LOG.warning(() -> "The administrator could not be told by mail: " + away.getCause());
            return away.retryAfter();
        }
    }
}
