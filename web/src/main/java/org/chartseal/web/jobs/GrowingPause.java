package org.chartseal.web.jobs;

import java.time.Duration;

/** A pause between tries that doubles with each failure, up to a longest one, and begins anew after a success. */
final class GrowingPause {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    GrowingPause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** How long to wait now; the next pause is longer. */
    synchronized Duration next() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return now;
    }

    /** The next pause is the first again. */
    synchronized void reset() {
        next = first;
    }
}
