package org.chartseal.ledger.solo;

/** The ledger cannot start or go on; the message says why and what to do, in words for the person who runs it. */
public final class LedgerUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Unusable for a reason that was checked. */
    public LedgerUnusable(String message) {
        super(message);
    }

    /** Unusable because something beneath failed. */
    public LedgerUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
