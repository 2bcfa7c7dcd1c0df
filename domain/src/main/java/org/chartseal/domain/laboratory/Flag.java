package org.chartseal.domain.laboratory;

import java.math.BigDecimal;
import java.util.Arrays;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** How a result stands to its reference range; the codes are those of HL7's ObservationInterpretation. */
public enum Flag {
    /** Within the range; the limits themselves belong to it. */
    N,
    /** Below. */
    L,
    /** Above. */
    H,
    /** Below what can wait: someone must be called. */
    LL,
    /** Above what can wait: someone must be called. */
    HH,
    /** There is nothing to compare with, or no value. */
    NA;

    /** The flag of a value under these limits. */
    public static Flag of(BigDecimal value, Limits limits) {
        if (limits.none()) {
            return NA;
        }
        if (below(value, limits.criticalLow())) {
            return LL;
        }
        if (above(value, limits.criticalHigh())) {
            return HH;
        }
        if (below(value, limits.low())) {
            return L;
        }
        return above(value, limits.high()) ? H : N;
    }

    private static boolean below(BigDecimal value, @Nullable BigDecimal limit) {
        return limit != null && value.compareTo(limit) < 0;
    }

    private static boolean above(BigDecimal value, @Nullable BigDecimal limit) {
        return limit != null && value.compareTo(limit) > 0;
    }

    /** As it is stored, shown, and coded in FHIR. */
    public String code() {
        return name();
    }

    /** Whether someone must be called. */
    public boolean critical() {
        return this == LL || this == HH;
    }

    /** Whether it is outside the usual range. */
    public boolean abnormal() {
        return this != N && this != NA;
    }

    /**
     * Reads the code.
     *
     * @throws Refused {@code flag-unknown}
     */
    public static Flag ofCode(String code) {
        return Arrays.stream(values())
                .filter(flag -> flag.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("flag-unknown"));
    }
}
