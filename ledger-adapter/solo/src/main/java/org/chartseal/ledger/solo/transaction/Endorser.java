package org.chartseal.ledger.solo.transaction;

import com.google.protobuf.ByteString;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.identity.SigningIdentity;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/** Signs what a run of the contract came to, and prepares the transaction that the client signs. */
public final class Endorser {

    private final SigningIdentity peer;

    /** Endorses as this peer. */
    public Endorser(SigningIdentity peer) {
        this.peer = peer;
    }

    /** The transaction, endorsed, still without its creator's signature. */
    public Envelope endorse(Proposed proposed, Response response, TxReadWriteSet results, ChaincodeEvent event) {
        ByteString outcome = ProposalResponsePayload.newBuilder()
                .setProposalHash(proposed.hash())
                .setExtension(action(proposed, response, results, event).toByteString())
                .build()
                .toByteString();
        Endorsement endorsement = Endorsement.newBuilder()
                .setEndorser(peer.creator())
                .setSignature(peer.sign(outcome.toByteArray(), peer.creator().toByteArray()))
                .build();
        ChaincodeActionPayload action = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(proposed.payload())
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(outcome)
                        .addEndorsements(endorsement))
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setHeader(proposed.header().getSignatureHeader())
                        .setPayload(action.toByteString()))
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(proposed.header())
                        .setData(transaction.toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    private static ChaincodeAction action(
            Proposed proposed, Response response, TxReadWriteSet results, ChaincodeEvent event) {
        ChaincodeAction.Builder action = ChaincodeAction.newBuilder()
                .setResults(results.toByteString())
                .setResponse(response)
                .setChaincodeId(
                        ChaincodeID.newBuilder().setName(proposed.chaincode()).setVersion(Network.CHAINCODE_VERSION));
        if (!event.getEventName().isEmpty()) {
            action.setEvents(event.toBuilder()
                    .setChaincodeId(proposed.chaincode())
                    .setTxId(proposed.transactionId())
                    .build()
                    .toByteString());
        }
        return action.build();
    }
}
