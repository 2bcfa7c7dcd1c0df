package org.chartseal.ledger.solo.chaincode;

/** The contract did not answer: it is away, too slow, or broke the protocol. Not a refusal by one of its rules. */
public final class ContractFailed extends Exception {

    private static final long serialVersionUID = 1L;

    ContractFailed(String message) {
        super(message);
    }
}
