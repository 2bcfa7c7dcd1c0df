package org.chartseal.domain.laboratory;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One test of a request or report, as pages show it. Figures are texts with the test's decimals.
 *
 * @param value empty while there is none
 * @param range the usual range in figures; empty when the laboratory knows none
 * @param previous the newest released value before this specimen
 * @param change since the previous value, with its sign; empty without one
 */
public record ResultRow(
        Measured test,
        String value,
        Flag flag,
        String range,
        String comment,
        String enteredBy,
        Optional<Point> previous,
        String change,
        List<Point> trend) {

    /** What is measured. */
    public record Measured(LabTestId id, String loinc, String name, String unit, int decimals) {

        static Measured of(LabTest test) {
            return new Measured(test.id(), test.loinc(), test.name(), test.unit(), test.decimals());
        }
    }

    /**
     * A value of the past.
     *
     * @param low lowest usual value then
     * @param high highest usual value then
     */
    public record Point(
            Instant at,
            String value,
            Flag flag,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            LabReportId report) {

        static Point of(PastResults.Past past, LabTest test) {
            return new Point(
                    past.collectedAt(),
                    Decimals.text(past.value(), test.decimals()),
                    past.flag(),
                    past.low().orElse(null),
                    past.high().orElse(null),
                    past.report());
        }
    }

    /** A change with its sign, for example "+0.4"; "0" when there is none. */
    static String change(BigDecimal value, BigDecimal before, int decimals) {
        BigDecimal change = value.subtract(before);
        String figure = Decimals.text(change.abs(), decimals);
        return switch (change.signum()) {
            case 1 -> "+" + figure;
            case -1 -> "−" + figure;
            default -> "0";
        };
    }
}
