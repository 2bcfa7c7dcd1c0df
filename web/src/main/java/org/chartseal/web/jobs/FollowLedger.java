package org.chartseal.web.jobs;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.chartseal.domain.projection.ProjectLedger;
import org.chartseal.domain.projection.ProjectLedger.Following;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the projection of the ledger's events up to date. A stream is left after a while and opened again from the check
 * point, so that a projection that somebody dropped is made again although nothing new happens on the ledger.
 */
@ApplicationScoped
public class FollowLedger {

    private static final Duration LONGEST_STREAM = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ProjectLedger projectLedger;
    private final GrowingPause pause = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    private volatile @Nullable Following following;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    FollowLedger(ProjectLedger projectLedger) {
        this.projectLedger = projectLedger;
    }

    /** Follows one stream to its end, and answers how long to wait before the next. */
    Duration follow() {
        try (Following opened = projectLedger.open()) {
            run(opened);
            pause.reset();
            return Duration.ZERO;
        } catch (Unavailable away) {
            return pause.next();
        } finally {
            following = null;
        }
    }

    private void run(Following opened) {
        following = opened;
        ScheduledFuture<?> end = scheduler.schedule(opened::close, LONGEST_STREAM.toMillis(), TimeUnit.MILLISECONDS);
        try {
            opened.run();
        } finally {
            end.cancel(false);
            if (opened.applied() > 0) {
                pause.reset();
            }
        }
    }

    /** Has the stream opened again from the check point as it is now. */
    @PreDestroy
    public void reopen() {
        Following open = following;
        if (open != null) {
            open.close();
        }
    }
}
