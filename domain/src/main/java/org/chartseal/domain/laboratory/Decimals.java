package org.chartseal.domain.laboratory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/** Figures as the laboratory writes and reads them. */
final class Decimals {

    private static final Pattern FIGURE = Pattern.compile("(\\d{1,9})(?:[.,](\\d{1,9}))?");

    private Decimals() {}

    /** The value with that many decimals; digits beyond them are rounded half up. */
    static String text(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /**
     * Reads a result as it was typed: digits, then at most that many decimals after a point or comma.
     *
     * @throws Refused {@code result-not-a-number} or {@code result-too-precise}
     */
    static BigDecimal parse(String typed, int decimals) {
        Matcher figure = FIGURE.matcher(typed.strip());
        if (!figure.matches()) {
            throw Refused.because("result-not-a-number", Map.of("typed", typed.strip()));
        }
        String fraction = figure.group(2) == null ? "" : figure.group(2);
        if (fraction.length() > decimals) {
            throw Refused.because("result-too-precise", Map.of("typed", typed.strip(), "decimals", decimals));
        }
        String digits = fraction.isEmpty() ? figure.group(1) : figure.group(1) + "." + fraction;
        return new BigDecimal(digits).setScale(decimals, RoundingMode.UNNECESSARY);
    }
}
