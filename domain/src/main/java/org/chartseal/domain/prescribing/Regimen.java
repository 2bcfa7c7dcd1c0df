package org.chartseal.domain.prescribing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;

/**
 * What the patient takes, how and for how long.
 *
 * @param days how long; nothing means until it is stopped
 * @param quantity how many dose units are handed out at a time
 * @param refills how many more times
 * @param instructions in plain words for the patient; may be empty
 */
public record Regimen(
        Dose dose,
        Route route,
        Frequency frequency,
        Optional<Integer> days,
        int quantity,
        int refills,
        String instructions) {

    public static final int LONGEST_DAYS = 730;
    public static final int MOST_UNITS = 10_000;
    public static final int MOST_REFILLS = 12;
    public static final int LONGEST_INSTRUCTIONS = 500;

    public Regimen {
        instructions = instructions.strip();
        days.ifPresent(count -> within("days", count, 1, LONGEST_DAYS));
        within("quantity", quantity, 1, MOST_UNITS);
        within("refills", refills, 0, MOST_REFILLS);
        if (instructions.length() > LONGEST_INSTRUCTIONS) {
            throw Refused.because("text-too-long", Map.of("longest", LONGEST_INSTRUCTIONS))
                    .at("instructions");
        }
    }

    /** How many dose units that takes, rounded up; nothing where it cannot be calculated. */
    public static Optional<Integer> suggestedQuantity(Dose dose, Frequency frequency, Optional<Integer> days) {
        return days.flatMap(frequency::dosesIn)
                .map(doses -> dose.value().multiply(doses).setScale(0, RoundingMode.CEILING))
                .filter(units -> units.compareTo(BigDecimal.valueOf(MOST_UNITS)) <= 0)
                .map(BigDecimal::intValueExact);
    }

    private static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw Refused.because(field + "-out-of-bounds", Map.of("least", least, "most", most))
                    .at(field);
        }
    }
}
