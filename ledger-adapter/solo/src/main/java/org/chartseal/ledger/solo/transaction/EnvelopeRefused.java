package org.chartseal.ledger.solo.transaction;

import org.hyperledger.fabric.protos.common.Status;

/** An envelope that is not taken into any block. */
public final class EnvelopeRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final Status status;

    EnvelopeRefused(Status status, String message) {
        super(message);
        this.status = status;
    }

    /** What Fabric's orderer would answer. */
    public Status status() {
        return status;
    }
}
