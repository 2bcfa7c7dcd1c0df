package org.chartseal.storage;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.chartseal.domain.shared.Unavailable;

/** One of several stores that hold the same. One that did not answer is left alone for a while, so that nobody waits for it twice. */
final class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class.getName());
    private static final long REST_NANOS = Duration.ofSeconds(30).toNanos();

    private final String place;
    private final KeptStore store;
    private volatile boolean away;
    private volatile long awaySinceNanos;

    /** @param place where it is, as the journal and people name it */
    Replica(String place, KeptStore store) {
        this.place = place;
        this.store = store;
    }

    String place() {
        return place;
    }

    KeptStore store() {
        return store;
    }

    /** Whether it did not answer a moment ago. */
    boolean isResting() {
        return away && System.nanoTime() - awaySinceNanos < REST_NANOS;
    }

    /**
     * Does something with the store, and notes whether it answers.
     *
     * @throws Unavailable as the store does
     */
    <T> T with(Supplier<T> work) {
        try {
            T result = work.get();
            if (away) {
                away = false;
                LOG.info(() -> place + " answers again");
            }
            return result;
        } catch (Unavailable failure) {
            if (!away) {
                LOG.warning(() -> place + " does not answer: " + failure.getCause());
            }
            awaySinceNanos = System.nanoTime();
            away = true;
            throw failure;
        }
    }

    /** As {@link #with}, where there is no result. */
    void with(Runnable work) {
        with(() -> {
            work.run();
            return place;
        });
    }
}
