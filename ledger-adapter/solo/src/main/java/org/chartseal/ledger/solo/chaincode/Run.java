package org.chartseal.ledger.solo.chaincode;

import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.Response;

/**
 * What one run of the contract came to.
 *
 * @param response of the contract; a status from 400 on is a refusal by one of its rules
 * @param event that it emitted, or an empty one
 * @param results what it read and wrote
 * @param privateResults what it wrote that no block may hold; empty when it wrote nothing such
 */
public record Run(
        Response response, ChaincodeEvent event, TxReadWriteSet results, Optional<TxPvtReadWriteSet> privateResults) {

    private static final int FIRST_ERROR = 400;

    /** Whether the contract refused. */
    public boolean isRefused() {
        return response.getStatus() >= FIRST_ERROR;
    }
}
