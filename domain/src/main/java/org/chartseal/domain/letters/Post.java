package org.chartseal.domain.letters;

import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** Takes letters to people. */
public interface Post {

    /** Whether there is a server to send by; without, letters wait. */
    boolean isOn();

    /**
     * Sends the letter; when it returns, a server has it.
     *
     * @throws Refused {@code letter-undeliverable} when there can be no such address, or the server will never take letters to it
     * @throws Unavailable when no server takes it now
     */
    void send(Letter letter);
}
