package org.chartseal.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;

class ForwardClockTest {

    private static final Duration BEHIND = Duration.ofMinutes(1);

    private final TestClock real = new TestClock(TestPeople.NOW);
    private final ForwardClock clock = new ForwardClock(real, BEHIND);

    @Test
    void timeGoesOn() {
        assertThat(clock.instant()).isEqualTo(TestPeople.NOW);
        real.advance(Duration.ofDays(400));
        assertThat(clock.instant()).isEqualTo(TestPeople.NOW.plus(Duration.ofDays(400)));
    }

    @Test
    void aSmallCorrectionIsBelieved() {
        clock.instant();
        real.advance(BEHIND.negated());
        assertThat(clock.instant()).isEqualTo(TestPeople.NOW.minus(BEHIND));
    }

    @Test
    void aClockThatWasSetBackSaysNothingUntilItHasCaughtUp() {
        clock.instant();
        real.advance(Duration.ofHours(-1));
        assertRefused(clock);
        assertRefused(clock.withZone(ZoneId.of("Asia/Tokyo")));

        real.advance(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(TestPeople.NOW);
    }

    @Test
    void itIsNotBelievedBeforeSomethingDurableEither() {
        clock.notBefore(TestPeople.NOW.plus(Duration.ofHours(1)));
        assertRefused(clock);
        clock.notBefore(Instant.EPOCH);
        assertRefused(clock);
    }

    private static void assertRefused(Clock clock) {
        assertThatThrownBy(clock::instant)
                .isInstanceOfSatisfying(
                        Unavailable.class, away -> assertThat(away.part()).isEqualTo("clock"));
    }
}
