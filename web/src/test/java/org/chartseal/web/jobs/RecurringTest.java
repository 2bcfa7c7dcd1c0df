package org.chartseal.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecurringTest {

    private static final Duration SOON = Duration.ofMillis(1);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    static List<Runnable> failures() {
        return List.of(
                () -> {
                    throw new IllegalStateException("a rule");
                },
                () -> {
                    throw new NoClassDefFoundError("a class");
                },
                () -> {
                    throw new AssertionError("a mistake");
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_job_that_fails_runs_again(Runnable failure) throws Exception {
        CountDownLatch runs = new CountDownLatch(3);
        recurring(() -> {
                    runs.countDown();
                    failure.run();
                    return SOON;
                })
                .runAfter(Duration.ZERO);

        assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_job_that_was_stopped_runs_no_more() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch stopped = new CountDownLatch(1);
        Recurring[] itself = new Recurring[1];
        itself[0] = recurring(() -> {
            runs.incrementAndGet();
            itself[0].stop();
            stopped.countDown();
            return Duration.ZERO;
        });
        itself[0].runAfter(Duration.ZERO);

        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        scheduler.shutdown();
        assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(1);
    }

    private Recurring recurring(Supplier<Duration> job) {
        return new Recurring("The test's job", job, SOON, scheduler);
    }
}
