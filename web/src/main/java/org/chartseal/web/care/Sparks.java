package org.chartseal.web.care;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.domain.care.Chart.ResultRow;

/** Draws spark lines: points in a box of 80 by 20, the reference range as a band behind them. */
public final class Sparks {

    private static final double WIDTH = 80;
    private static final double HEIGHT = 20;
    private static final double EDGE = 3;

    /** Whether there is a course to draw. */
    public boolean drawn(ResultRow row) {
        return row.history().size() > 1;
    }

    /** The line's points, as SVG wants them. */
    public String points(ResultRow row) {
        return IntStream.range(0, row.history().size())
                .mapToObj(i ->
                        number(x(row, i)) + "," + number(y(row, row.history().get(i))))
                .collect(Collectors.joining(" "));
    }

    /** Where the last point lies. */
    public String lastX(ResultRow row) {
        return number(x(row, row.history().size() - 1));
    }

    /** Where the last point lies. */
    public String lastY(ResultRow row) {
        return number(y(row, row.value()));
    }

    /** Upper edge of the band. */
    public String bandTop(ResultRow row) {
        return number(row.high().map(high -> y(row, high)).orElse(0.0));
    }

    /** Height of the band. */
    public String bandHeight(ResultRow row) {
        double top = row.high().map(high -> y(row, high)).orElse(0.0);
        double bottom = row.low().map(low -> y(row, low)).orElse(HEIGHT);
        return number(Math.max(0, bottom - top));
    }

    private static double x(ResultRow row, int index) {
        int steps = Math.max(1, row.history().size() - 1);
        return EDGE + (WIDTH - 2 * EDGE) * index / steps;
    }

    private static double y(ResultRow row, BigDecimal value) {
        List<Double> all = Stream.concat(row.history().stream(), Stream.concat(row.low().stream(), row.high().stream()))
                .map(BigDecimal::doubleValue)
                .toList();
        double least = all.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = all.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double span = most - least;
        double share = span == 0 ? 0.5 : (value.doubleValue() - least) / span;
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
