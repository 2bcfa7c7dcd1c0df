package org.chartseal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of what was measured. */
class AccessFiguresTest {

    private static final double EXACTLY = 1e-9;

    @Test
    void aQuantileIsTheValueThatSoManyLieBelow() {
        List<Double> hundred =
                IntStream.range(0, 100).mapToObj(each -> (double) each).toList();
        assertThat(Quantile.of(hundred, 0.5)).isEqualTo(50);
        assertThat(Quantile.of(hundred, 0.99)).isEqualTo(99);
        assertThat(Quantile.of(hundred, 1)).isEqualTo(99);
        assertThat(Quantile.of(List.of(), 0.5)).isNaN();
    }

    @Test
    void theCostIsTheMedianOfPairsAndNotOfSums() {
        Pairs pairs = new Pairs(
                "page",
                1,
                List.of(slice(true, 1, 90), slice(true, 1, 50), slice(true, 1, 19)),
                List.of(slice(false, 1, 100), slice(false, 1, 100), slice(false, 1, 20)));
        assertThat(pairs.ratios()).containsExactly(0.5, 0.9, 0.95);
        assertThat(pairs.cost()).isCloseTo(0.1, within(EXACTLY));
        assertThat(pairs.rows()).isEqualTo(159);
    }

    @Test
    void pagesASecondAndProcessorTimeAPageAreOverAllSlices() {
        List<Slice> slices = List.of(slice(true, 2, 30), slice(true, 1, 60));
        assertThat(Pairs.perSecond(slices)).isEqualTo(30);
        assertThat(Pairs.cpuMillis(slices, "portal")).isCloseTo(2 * 500.0 / 90, within(EXACTLY));
        assertThat(Pairs.cpuMillis(slices, "elsewhere")).isZero();
        assertThat(Pairs.quantile(slices, 0)).isEqualTo(1);
    }

    @Test
    void slicesWithoutTheirOtherAreNoPairs() {
        assertThatThrownBy(() -> new Pairs("page", 1, List.of(slice(true, 1, 1)), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inAClosedLoopEachWaitsForItsOwn() {
        AtomicInteger at = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Runnable once = () -> {
            most.accumulateAndGet(at.incrementAndGet(), Math::max);
            at.decrementAndGet();
        };
        try (ClosedLoop loop = new ClosedLoop()) {
            ClosedLoop.Done done = loop.run(Collections.nCopies(3, once), Duration.ofMillis(50));
            assertThat(done.millis()).isNotEmpty();
            assertThat(done.seconds()).isGreaterThanOrEqualTo(0.05);
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void theReportSaysWhatWasMeasured() {
        AccessReport report = new AccessReport(
                "2 x Processor",
                "PostgreSQL 18",
                List.of("page: /patient"),
                List.of(new Pairs("page", 4, List.of(slice(true, 1, 92)), List.of(slice(false, 1, 100)))),
                List.of(new Flushes(4, 1000, List.of(1.0), List.of(0.1))),
                Optional.of(new LogWalk.Walked(1_000_000, 51, 44.4, 20, 45)));
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text));
        assertThat(text.toString())
                .contains("PostgreSQL 18; 2 x Processor", "8.0 % (8.0 to 8.0)", "1000 rows/s", "named after 45.0 s");
        JsonObject json = report.json();
        assertThat(json.getJsonArray("pairs").getJsonObject(0).getInt("readers"))
                .isEqualTo(4);
        assertThat(json.getJsonObject("monitor").getInt("rows")).isEqualTo(1_000_000);
    }

    private static Slice slice(boolean kept, double seconds, int reads) {
        return new Slice(
                kept,
                seconds,
                IntStream.rangeClosed(1, reads).mapToObj(each -> (double) each).toList(),
                kept ? reads : 0,
                Map.of("portal", 0.5));
    }
}
