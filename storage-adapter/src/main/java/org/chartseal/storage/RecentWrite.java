package org.chartseal.storage;

import java.time.Duration;

/**
 * When a remote store last took something. A readiness check comes every few seconds; it need not write each time to know that
 * the store still takes what it took a moment ago.
 */
final class RecentWrite {

    private static final long RECENT_NANOS = Duration.ofMinutes(1).toNanos();

    private volatile boolean ever;
    private volatile long lastNanos;

    void now() {
        lastNanos = System.nanoTime();
        ever = true;
    }

    boolean isRecent() {
        return ever && System.nanoTime() - lastNanos < RECENT_NANOS;
    }
}
