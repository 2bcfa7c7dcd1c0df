package org.chartseal.domain.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DemoVisitTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration NEXT_START = Duration.ofMinutes(30);

    @Property
    void aVisitGoesInOrderAndBeginsNotBeforeItsTime(@ForAll @IntRange(min = 0) int turn) {
        DemoVisit visit = DemoVisit.of(START, turn);

        assertThat(visit.arrives()).isBefore(START);
        assertThat(visit.begins()).isAfter(START);
        assertThat(visit.ends()).isAfter(visit.begins());
    }

    @Property
    void aDoctorSeesOneAtATime(@ForAll @IntRange(min = 0) int turn, @ForAll @IntRange(min = 0) int nextTurn) {
        assertThat(DemoVisit.of(START, turn).ends())
                .isBefore(DemoVisit.of(START.plus(NEXT_START), nextTurn).begins());
    }

    @Property
    void onlyWhatIsOverByNowHasHappened(
            @ForAll @IntRange(min = 0) int turn, @ForAll @IntRange(min = -60, max = 60) int minutes) {
        Instant now = START.plus(Duration.ofMinutes(minutes));
        DemoVisit visit = DemoVisit.of(START, turn);

        assertThat(visit.hasArrivedBy(now)).isEqualTo(!now.isBefore(visit.arrives()));
        assertThat(visit.hasBegunBy(now)).isEqualTo(!now.isBefore(visit.begins()));
        assertThat(visit.hasEndedBy(now)).isEqualTo(!now.isBefore(visit.ends()));
    }
}
