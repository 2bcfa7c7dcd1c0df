package org.chartseal.domain.scheduling;

import java.time.Duration;
import java.time.Instant;
import org.chartseal.domain.shared.Refused;

/**
 * From a moment until another.
 *
 * @param start inclusive
 * @param end exclusive, after the start
 */
public record TimeSpan(Instant start, Instant end) {

    public TimeSpan {
        if (!start.isBefore(end)) {
            throw Refused.because("time-span-empty").at("ends");
        }
    }

    /** From that moment, so long. */
    public static TimeSpan of(Instant start, Duration length) {
        return new TimeSpan(start, start.plus(length));
    }

    /** Whether the two have a moment in common. */
    public boolean overlaps(TimeSpan other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    /** Whether all of the other lies in this one. */
    public boolean contains(TimeSpan other) {
        return !other.start.isBefore(start) && !other.end.isAfter(end);
    }

    public Duration length() {
        return Duration.between(start, end);
    }
}
