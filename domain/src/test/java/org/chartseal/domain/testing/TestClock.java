package org.chartseal.domain.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class TestClock extends Clock {

    private final ZoneId zone;
    private volatile Instant now;

    /** A clock that stands at that moment, in UTC. */
    public TestClock(Instant now) {
        this(now, ZoneOffset.UTC);
    }

    /** A clock that stands at that moment, in that zone. */
    public TestClock(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Stands at another moment from now on. */
    public void set(Instant moment) {
        now = moment;
    }

    /** Moves on. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
