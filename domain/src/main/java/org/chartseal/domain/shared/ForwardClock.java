package org.chartseal.domain.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that is not believed once it goes back: set back, it would make grants that ended hold again, and give reads times
 * at which they did not take place. It answers nothing until it has caught up with the latest time that it is known to have had.
 */
public final class ForwardClock extends Clock {

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Clock real;
    private final Duration behind;
    private final AtomicReference<Instant> latest;

    /**
     * Believes the clock as far as it goes on.
     *
     * @param behind by how much it may be earlier than before: clocks are corrected a little all the time
     */
    public ForwardClock(Clock real, Duration behind) {
        this(real, behind, new AtomicReference<>(Instant.MIN));
    }

    private ForwardClock(Clock real, Duration behind, AtomicReference<Instant> latest) {
        this.real = real;
        this.behind = behind;
        this.latest = latest;
    }

    /** Something durable is from that time: it has been that late already. */
    public void notBefore(Instant durable) {
        later(durable);
    }

    /**
     * The time.
     *
     * @throws Unavailable {@code clock} when it went back
     */
    @Override
    public Instant instant() {
        Instant now = real.instant();
        Instant known = later(now);
        if (now.plus(behind).isBefore(known)) {
            throw new Unavailable(
                    "clock", RETRY, new IllegalStateException("it says " + now + " and has said " + known));
        }
        return now;
    }

    private Instant later(Instant time) {
        return latest.accumulateAndGet(time, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ForwardClock(real.withZone(zone), behind, latest);
    }
}
