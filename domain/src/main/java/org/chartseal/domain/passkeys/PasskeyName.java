package org.chartseal.domain.passkeys;

import org.chartseal.domain.shared.Refused;

/**
 * What its owner calls a passkey, for example "My phone".
 *
 * @param text 1 to 60 characters, without blanks around them
 */
public record PasskeyName(String text) {

    private static final int LONGEST = 60;

    /** Refuses {@code passkey-name-missing} and {@code passkey-name-too-long}. */
    public PasskeyName {
        text = text.strip();
        if (text.isEmpty()) {
            throw Refused.because("passkey-name-missing").at("name");
        }
        if (text.length() > LONGEST) {
            throw Refused.because("passkey-name-too-long").at("name");
        }
    }
}
