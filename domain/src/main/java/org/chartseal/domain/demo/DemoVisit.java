package org.chartseal.domain.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * How a visit of the demo hospital goes. It begins a little late, and is over before the next one half an hour later
 * begins.
 */
record DemoVisit(Instant arrives, Instant begins, Instant ends) {

    private static final int LONGEST_DELAY = 12;
    private static final int SHORTEST_VISIT = 10;

    /** The course of a visit booked for that time; the same turn always goes the same way. */
    static DemoVisit of(Instant start, int turn) {
        Instant begins = start.plus(Duration.ofMinutes(1L + turn % LONGEST_DELAY));
        return new DemoVisit(
                start.minus(Duration.ofMinutes(5L + turn % 15)),
                begins,
                begins.plus(Duration.ofMinutes(SHORTEST_VISIT + turn % 7L)));
    }

    boolean hasArrivedBy(Instant now) {
        return !arrives.isAfter(now);
    }

    boolean hasBegunBy(Instant now) {
        return !begins.isAfter(now);
    }

    boolean hasEndedBy(Instant now) {
        return !ends.isAfter(now);
    }
}
