package org.chartseal.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingPauseTest {

    private final GrowingPause pause = new GrowingPause(Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void itDoublesUpToTheLongest() {
        assertThat(List.of(pause.next(), pause.next(), pause.next(), pause.next(), pause.next()))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void itBeginsAnewAfterASuccess() {
        pause.next();
        pause.next();
        pause.reset();

        assertThat(pause.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pause.next()).isEqualTo(Duration.ofSeconds(2));
    }
}
