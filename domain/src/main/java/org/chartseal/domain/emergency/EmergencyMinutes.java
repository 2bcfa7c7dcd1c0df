package org.chartseal.domain.emergency;

import java.util.Map;
import org.chartseal.domain.shared.Refused;

/**
 * How long an access in an emergency lasts at most.
 *
 * @param value 1 to {@value #MOST} minutes
 */
public record EmergencyMinutes(int value) {

    /** What is offered. */
    public static final int USUAL = 15;

    /** The ledger's contract takes no more. */
    public static final int MOST = 240;

    public EmergencyMinutes {
        if (value < 1 || value > MOST) {
            throw Refused.because("emergency-minutes-invalid", Map.of("most", MOST))
                    .at("minutes");
        }
    }

    /**
     * Reads what was typed.
     *
     * @throws Refused {@code emergency-minutes-invalid}
     */
    public static EmergencyMinutes parse(String text) {
        try {
            return new EmergencyMinutes(Integer.parseInt(text.strip()));
        } catch (NumberFormatException unreadable) {
            throw Refused.because("emergency-minutes-invalid", Map.of("most", MOST))
                    .at("minutes")
                    .causedBy(unreadable);
        }
    }
}
