package org.chartseal.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.Set;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** One proposal endorsed several times: a contract that is not deterministic gives more than one response. */
final class RepeatedProposal {

    private RepeatedProposal() {}

    static Set<ByteString> responses(LedgerProfile profile, ContractCall call, int times)
            throws EndorseException, InvalidProtocolBufferException {
        try (GatewayConnection connection = GatewayConnection.open(profile, Deadlines.USUAL)) {
            Proposal proposal = call.proposedTo(
                    connection.gateway().getNetwork(profile.channel()).getContract(profile.chaincode()));
            Set<ByteString> responses = new HashSet<>();
            for (int time = 0; time < times; time++) {
                responses.add(response(proposal.endorse().getBytes()));
            }
            return responses;
        }
    }

    /** What the contract answered and wrote, as the endorsers signed it. */
    private static ByteString response(byte[] preparedTransaction) throws InvalidProtocolBufferException {
        ByteString payload =
                PreparedTransaction.parseFrom(preparedTransaction).getEnvelope().getPayload();
        Transaction transaction =
                Transaction.parseFrom(Payload.parseFrom(payload).getData());
        return ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload())
                .getAction()
                .getProposalResponsePayload();
    }
}
