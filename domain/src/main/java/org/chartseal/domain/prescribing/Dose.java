package org.chartseal.domain.prescribing;

import java.math.BigDecimal;
import org.chartseal.domain.shared.Refused;

/**
 * How much is taken at a time.
 *
 * @param value more than nothing, at most three decimals
 * @param unit UCUM, for example {@code mg} or {@code {tablet}}
 */
public record Dose(BigDecimal value, String unit) {

    private static final int DECIMALS = 3;
    private static final BigDecimal MOST = new BigDecimal("9999999");

    public Dose {
        if (value.signum() <= 0
                || value.compareTo(MOST) > 0
                || value.stripTrailingZeros().scale() > DECIMALS) {
            throw Refused.because("dose-out-of-bounds").at("dose");
        }
        if (unit.isBlank()) {
            throw Refused.because("dose-unit-missing").at("dose");
        }
        value = tidy(value);
    }

    /** The value as people write it: 0.5, 10. */
    public String amount() {
        return value.toPlainString();
    }

    /** The unit as people write it: annotations lose their braces. */
    public String unitText() {
        return unitText(unit);
    }

    /** A UCUM unit as people write it. */
    public static String unitText(String unit) {
        return switch (unit) {
            case "[IU]" -> "IU";
            case "[drp]" -> "drop";
            case "ug" -> "µg";
            default -> unit.replace("{", "").replace("}", "");
        };
    }

    private static BigDecimal tidy(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
