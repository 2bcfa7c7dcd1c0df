package org.chartseal.ledger.solo.state;

/** What the contract asked for cannot be had; it gets an error in place of an answer. */
public final class SimulationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Refused for this reason. */
    public SimulationRefused(String message) {
        super(message);
    }
}
