package org.chartseal.domain.laboratory;

import java.math.BigDecimal;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Where a result is usual, and where it endangers. Each limit may be missing; those that are there ascend.
 *
 * @param low lowest usual value
 * @param high highest usual value
 * @param criticalLow below it someone must be called
 * @param criticalHigh above it someone must be called
 */
public record Limits(
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable BigDecimal criticalLow,
        @Nullable BigDecimal criticalHigh) {

    /** No limit is known. */
    public static final Limits NONE = new Limits(null, null, null, null);

    public Limits {
        @Nullable BigDecimal[] ascending = {criticalLow, low, high, criticalHigh};
        @Nullable BigDecimal last = null;
        for (BigDecimal limit : ascending) {
            if (limit != null && last != null && limit.compareTo(last) < 0) {
                throw Refused.because("limits-descend");
            }
            last = limit == null ? last : limit;
        }
    }

    /** Whether there is nothing to compare with. */
    public boolean none() {
        return low == null && high == null && criticalLow == null && criticalHigh == null;
    }

    /** The usual range in words of figures, for example "3.5–5.1", "≤ 5.0" or "≥ 60"; nothing without one. */
    public Optional<String> text(int decimals) {
        if (low != null && high != null) {
            return Optional.of(Decimals.text(low, decimals) + "–" + Decimals.text(high, decimals));
        }
        if (high != null) {
            return Optional.of("≤ " + Decimals.text(high, decimals));
        }
        return Optional.ofNullable(low).map(value -> "≥ " + Decimals.text(value, decimals));
    }
}
