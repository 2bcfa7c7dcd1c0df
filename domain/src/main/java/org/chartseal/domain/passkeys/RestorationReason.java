package org.chartseal.domain.passkeys;

import org.chartseal.domain.shared.Refused;

/**
 * Why someone needs another key, for example "Phone stolen".
 *
 * @param text 1 to 300 characters, without blanks around them
 */
public record RestorationReason(String text) {

    private static final int LONGEST = 300;

    /** Refuses {@code restoration-needs-reason} and {@code restoration-reason-too-long}. */
    public RestorationReason {
        text = text.strip();
        if (text.isEmpty()) {
            throw Refused.because("restoration-needs-reason").at("reason");
        }
        if (text.length() > LONGEST) {
            throw Refused.because("restoration-reason-too-long").at("reason");
        }
    }
}
