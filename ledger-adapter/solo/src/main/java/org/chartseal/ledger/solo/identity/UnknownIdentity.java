package org.chartseal.ledger.solo.identity;

/** A creator that is no member of the organisation, and why. */
public final class UnknownIdentity extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownIdentity(String message) {
        super(message);
    }

    UnknownIdentity(String message, Throwable cause) {
        super(message, cause);
    }
}
