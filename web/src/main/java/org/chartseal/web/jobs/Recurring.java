package org.chartseal.web.jobs;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A job that runs again and again until it is stopped, each time after the pause that the last run asked for. */
final class Recurring {

    private static final Logger LOG = Logger.getLogger(Recurring.class.getName());

    private final String name;
    private final Supplier<Duration> job;
    private final Duration afterFailure;
    private final ScheduledExecutorService scheduler;
    private volatile boolean stopped;

    /**
     * @param name for the log
     * @param job answers how long to wait before it runs again
     * @param afterFailure how long to wait when it failed
     */
    Recurring(String name, Supplier<Duration> job, Duration afterFailure, ScheduledExecutorService scheduler) {
        this.name = name;
        this.job = job;
        this.afterFailure = afterFailure;
        this.scheduler = scheduler;
    }

    // A run tells its own failures and never throws, so nothing waits for its future.
    @SuppressWarnings("FutureReturnValueIgnored")
    void runAfter(Duration pause) {
        if (!stopped) {
            scheduler.schedule(this::run, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        stopped = true;
    }

    // Whatever is not caught would end the job for good and tell nobody: a class that is missing, too.
    private void run() {
        Duration pause = afterFailure;
        try {
            pause = job.get();
        } catch (Throwable failure) {
            if (!stopped) {
                LOG.log(Level.WARNING, failure, () -> name + " stopped; it goes on in a moment");
            }
        }
        runAfter(pause);
    }
}
