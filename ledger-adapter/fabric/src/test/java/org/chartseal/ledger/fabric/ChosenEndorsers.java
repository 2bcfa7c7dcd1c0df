package org.chartseal.ledger.fabric;

import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.TransactionId;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Transaction;

/** A client that says itself whose peers endorse, whatever a policy takes: as someone who cheats would. */
public final class ChosenEndorsers {

    private ChosenEndorsers() {}

    /** The command, endorsed by peers of these organisations alone, and signed. */
    public static SignedEnvelope endorse(LedgerProfile profile, LedgerCommand command, String... organisations)
            throws EndorseException {
        ContractCall call = ContractCall.of(command);
        try (GatewayConnection connection = GatewayConnection.open(profile, Deadlines.USUAL)) {
            Transaction signed = connection.sign(
                    call.on(connection.gateway().getNetwork(profile.channel()).getContract(profile.chaincode()))
                            .setEndorsingOrganizations(organisations)
                            .build()
                            .endorse());
            return new SignedEnvelope(new TransactionId(signed.getTransactionId()), signed.getBytes());
        }
    }
}
