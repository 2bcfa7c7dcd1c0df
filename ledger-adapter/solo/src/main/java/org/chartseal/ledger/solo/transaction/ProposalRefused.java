package org.chartseal.ledger.solo.transaction;

/** A proposal, an envelope or a request that the node does not take. */
public final class ProposalRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String words;

    /** Refused for that reason. */
    public ProposalRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.words = message;
    }

    /** Why, in the words that Fabric's endorsers use. */
    @Override
    public String getMessage() {
        return words;
    }

    /** Where it went wrong. */
    public Reason reason() {
        return reason;
    }

    /** Families of refusals; each has its own status towards the client. */
    public enum Reason {
        /** Not the message that it should be. */
        MALFORMED,
        /** Creator, signature, transaction id, or a proposal that was used before. */
        UNAUTHORISED,
        /** The time stamp is too far off, or the certificate has run out. */
        UNTIMELY
    }
}
