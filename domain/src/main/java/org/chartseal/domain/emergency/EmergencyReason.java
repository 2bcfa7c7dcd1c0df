package org.chartseal.domain.emergency;

import java.util.Map;
import org.chartseal.domain.shared.Refused;

/**
 * Why a record has to be opened, in the opener's own words. The patient and the reviewer read them.
 *
 * @param text {@value #SHORTEST} to {@value #LONGEST} characters
 */
public record EmergencyReason(String text) {

    /** In characters. */
    public static final int SHORTEST = 10;

    /** In characters. */
    public static final int LONGEST = 500;

    public EmergencyReason {
        text = text.strip();
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            throw Refused.because("emergency-reason-short", Map.of("least", SHORTEST))
                    .at("reason");
        }
        if (length > LONGEST) {
            throw Refused.because("emergency-reason-long", Map.of("most", LONGEST))
                    .at("reason");
        }
    }
}
