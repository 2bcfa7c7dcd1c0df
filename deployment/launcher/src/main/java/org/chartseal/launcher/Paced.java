package org.chartseal.launcher;

import java.time.Duration;
import java.util.function.Supplier;

/** Says how far a long work is, every few seconds. */
final class Paced {
    private static final long BETWEEN_NANOS = Duration.ofSeconds(3).toNanos();

    private final Progress progress;
    private long last = System.nanoTime();

    Paced(Progress progress) {
        this.progress = progress;
    }

    /** Nothing is said when it is too early, or to be quiet. */
    void say(boolean quiet, Supplier<String> text) {
        if (!quiet && System.nanoTime() - last >= BETWEEN_NANOS) {
            last = System.nanoTime();
            progress.say(text.get());
        }
    }
}
