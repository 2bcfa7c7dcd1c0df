package org.chartseal.domain.audit;

import org.chartseal.domain.shared.Unavailable;

/** Letters to the installation's administrator. */
public interface Mail {

    /** Whether there is an address and a server to send by; without, nothing is ever sent. */
    boolean isOn();

    /**
     * Sends one letter of plain text.
     *
     * @throws Unavailable when no server takes it
     */
    void toAdministrator(String subject, String text);
}
