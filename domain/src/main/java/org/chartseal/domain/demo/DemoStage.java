package org.chartseal.domain.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Lets the demo hospital's past happen through use cases that ask the injected clock: while a step is played, it answers what
 * the step says, in its thread only. An installation without the demo never makes that clock and cannot be staged.
 */
public final class DemoStage {

    private static final ThreadLocal<@Nullable Scene> SCENE = new ThreadLocal<>();

    private DemoStage() {}

    private static final class Scene {
        private @Nullable Instant now;
    }

    /** A clock that the demo can stage; without a scene it is the one given. */
    public static Clock clock(Clock real) {
        return new StagedClock(real);
    }

    /** Plays a step, whose deeds may be of another time. */
    static void play(Runnable step) {
        SCENE.set(new Scene());
        try {
            step.run();
        } finally {
            SCENE.remove();
        }
    }

    /**
     * Does that as if it were then, but never later than it really is: the ledger takes no signature from the future. Only
     * inside a step.
     *
     * @throws IllegalStateException outside a step
     */
    public static void at(Instant then, Runnable deed) {
        Scene scene = SCENE.get();
        if (scene == null) {
            throw new IllegalStateException("only a step of the demo plays at another time");
        }
        Instant before = scene.now;
        scene.now = then;
        try {
            deed.run();
        } finally {
            scene.now = before;
        }
    }

    /** The moment it really is, by a clock that may be staged now. */
    static Instant real(Clock clock) {
        return clock instanceof StagedClock staged ? real(staged.real) : clock.instant();
    }

    private static final class StagedClock extends Clock {

        private final Clock real;

        StagedClock(Clock real) {
            this.real = real;
        }

        @Override
        public ZoneId getZone() {
            return real.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new StagedClock(real.withZone(zone));
        }

        @Override
        public Instant instant() {
            Scene scene = SCENE.get();
            Instant really = real.instant();
            return scene == null || scene.now == null || scene.now.isAfter(really) ? really : scene.now;
        }
    }
}
