package org.chartseal.ledger.contract;

import org.hyperledger.fabric.shim.ChaincodeException;

/** The contract says no. Clients see nothing but the message, so the code stands there. */
final class Refusal extends ChaincodeException {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;

    Refusal(RefusalCode code, String about) {
        super(about.isEmpty() ? code.name() : code.name() + " " + about);
        this.code = code;
    }

    Refusal(RefusalCode code) {
        this(code, "");
    }

    RefusalCode code() {
        return code;
    }
}
