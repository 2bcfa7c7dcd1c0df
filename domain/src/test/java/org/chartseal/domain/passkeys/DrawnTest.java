package org.chartseal.domain.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.chartseal.domain.records.Salt;
import org.junit.jupiter.api.Test;

class DrawnTest {

    private static final Instant FIRST = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Instant LATER = FIRST.plusSeconds(60);

    private final AtomicInteger draws = new AtomicInteger();

    @Test
    void whatIsPlayedBackIsWhatWasDrawnInOrder() {
        Drawn drawn = new Drawn();
        drawn.time(() -> FIRST);
        Salt salt = drawn.salt(this::salt);
        Salt next = drawn.salt(this::salt);
        UUID id = drawn.id(this::id);

        Drawn again = Drawn.parse(drawn.json());

        assertThat(again.time(() -> LATER)).isEqualTo(FIRST);
        assertThat(again.salt(this::salt)).isEqualTo(salt);
        assertThat(again.salt(this::salt)).isEqualTo(next).isNotEqualTo(salt);
        assertThat(again.id(this::id)).isEqualTo(id);
        assertThat(draws).hasValue(3);
    }

    @Test
    void whatGoesBeyondIsDrawnAnew() {
        Drawn again = Drawn.parse(new Drawn().json());

        assertThat(again.time(() -> LATER)).isEqualTo(LATER);
        assertThat(again.salt(this::salt)).isNotNull();
        assertThat(again.id(this::id)).isNotNull();
        assertThat(draws).hasValue(2);
    }

    @Test
    void thereIsOneTimeInARequest() {
        Drawn drawn = new Drawn();
        Supplier<Instant> clock = () -> FIRST.plusSeconds(draws.incrementAndGet());

        assertThat(drawn.time(clock)).isEqualTo(drawn.time(clock));
        assertThat(draws).hasValue(1);
    }

    private Salt salt() {
        byte[] bytes = new byte[Salt.LENGTH];
        Arrays.fill(bytes, (byte) draws.incrementAndGet());
        return new Salt(bytes);
    }

    private UUID id() {
        return new UUID(7, draws.incrementAndGet());
    }
}
