package org.chartseal.ledger.solo.transaction;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * What readers of blocks want of a transaction.
 *
 * @param event the contract's event, or an empty one
 */
public record TransactionContent(ChannelHeader header, ChaincodeEvent event) {

    /** Reads a transaction of a block. */
    public static TransactionContent read(ByteString envelope) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        return new TransactionContent(
                header, isByContract(header) ? event(payload.getData()) : ChaincodeEvent.getDefaultInstance());
    }

    /** Whether a contract ran in it; the configuration has none. */
    public boolean isByContract() {
        return isByContract(header);
    }

    private static boolean isByContract(ChannelHeader header) {
        return header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE;
    }

    private static ChaincodeEvent event(ByteString data) throws InvalidProtocolBufferException {
        Transaction transaction = Transaction.parseFrom(data);
        if (transaction.getActionsCount() == 0) {
            return ChaincodeEvent.getDefaultInstance();
        }
        ByteString outcome = ChaincodeActionPayload.parseFrom(
                        transaction.getActions(0).getPayload())
                .getAction()
                .getProposalResponsePayload();
        ByteString extension = ProposalResponsePayload.parseFrom(outcome).getExtension();
        return ChaincodeEvent.parseFrom(ChaincodeAction.parseFrom(extension).getEvents());
    }
}
