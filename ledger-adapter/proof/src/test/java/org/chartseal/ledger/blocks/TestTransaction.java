package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/** A transaction of a contract, submitted by someone. */
record TestTransaction(Identity submitter) {

    private static final ByteString OUTCOME = ProposalResponsePayload.newBuilder()
            .setExtension(ChaincodeAction.getDefaultInstance().toByteString())
            .setProposalHash(ByteString.copyFromUtf8("proposal"))
            .build()
            .toByteString();

    ByteString endorsedBy(Identity... endorsers) {
        return envelope(OUTCOME, endorsers);
    }

    /** Endorsed by someone who saw another outcome. */
    ByteString withForeignEndorsement(Identity endorser) {
        return envelope(ByteString.copyFromUtf8("another outcome"), endorser);
    }

    private ByteString envelope(ByteString seen, Identity... endorsers) {
        ChaincodeEndorsedAction.Builder action =
                ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(OUTCOME);
        for (Identity endorser : endorsers) {
            action.addEndorsements(Endorsement.newBuilder()
                    .setEndorser(endorser.serialized())
                    .setSignature(endorser.sign(
                            seen.toByteArray(), endorser.serialized().toByteArray())));
        }
        ByteString transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setPayload(ChaincodeActionPayload.newBuilder()
                                .setAction(action)
                                .build()
                                .toByteString()))
                .build()
                .toByteString();
        return signed(transaction);
    }

    private ByteString signed(ByteString transaction) {
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(ChannelHeader.newBuilder()
                                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                                .setTxId("ab")
                                .build()
                                .toByteString())
                        .setSignatureHeader(SignatureHeader.newBuilder()
                                .setCreator(submitter.serialized())
                                .build()
                                .toByteString()))
                .setData(transaction)
                .build()
                .toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(submitter.sign(payload.toByteArray()))
                .build()
                .toByteString();
    }
}
