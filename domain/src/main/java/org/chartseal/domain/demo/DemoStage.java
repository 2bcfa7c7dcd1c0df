package org.chartseal.domain.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.chartseal.domain.shared.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets the demo hospital's past happen through use cases that ask the injected clock and id generator: while a step is
 * played, both answer what the step says, in its thread only. An installation without the demo never makes these two and
 * cannot be staged.
 */
public final class DemoStage {

    private static final ThreadLocal<@Nullable Scene> SCENE = new ThreadLocal<>();

    private DemoStage() {}

    private static final class Scene {
        private final String seed;
        private int drawn;
        private @Nullable Instant now;

        Scene(String seed) {
            this.seed = seed;
        }

        UUID nextId() {
            drawn++;
            return UUID.nameUUIDFromBytes((seed + "#" + drawn).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A clock that the demo can stage; without a scene it is the one given. */
    public static Clock clock(Clock real) {
        return new StagedClock(real);
    }

    /** An id generator that the demo can stage; without a scene it is the one given. */
    public static IdGenerator ids(IdGenerator real) {
        return () -> {
            Scene scene = SCENE.get();
            return scene == null ? real.next() : scene.nextId();
        };
    }

    /** Plays with ids that follow from the seed alone. */
    static void play(String seed, Runnable step) {
        SCENE.set(new Scene(seed));
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
