package org.chartseal.ledger.solo.transaction;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.endorsement.Signatory;
import org.chartseal.ledger.solo.identity.Member;
import org.chartseal.ledger.solo.identity.Membership;
import org.chartseal.ledger.solo.identity.UnknownIdentity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * What Fabric checks of a submitted transaction by itself: its orderers whether it may go into a block at all, its peers
 * whether it is valid there.
 */
public final class EnvelopeCheck {

    private final Membership membership;
    private final Clock clock;
    private final int maxBytes;

    /** Checks against these members, this time, and this length. */
    public EnvelopeCheck(Membership membership, Clock clock, int maxBytes) {
        this.membership = membership;
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /** Takes the envelope, with what can be said of its validity already. */
    public Submitted take(Envelope envelope) throws EnvelopeRefused {
        if (envelope.getSerializedSize() > maxBytes) {
            throw new EnvelopeRefused(
                    Status.REQUEST_ENTITY_TOO_LARGE,
                    "message payload is " + envelope.getSerializedSize() + " bytes and exceeds maximum allowed "
                            + maxBytes + " bytes");
        }
        try {
            Payload payload = Payload.parseFrom(envelope.getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            if (!header.getChannelId().equals(Network.CHANNEL)
                    || header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE
                    || header.getTxId().isEmpty()) {
                throw new EnvelopeRefused(Status.BAD_REQUEST, "not a transaction of channel " + Network.CHANNEL);
            }
            checkSubmitter(envelope, payload);
            return judged(envelope, payload, header);
        } catch (InvalidProtocolBufferException e) {
            throw new EnvelopeRefused(Status.BAD_REQUEST, "could not read the envelope: " + e.getMessage());
        }
    }

    private void checkSubmitter(Envelope envelope, Payload payload)
            throws EnvelopeRefused, InvalidProtocolBufferException {
        SignatureHeader header = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        try {
            Member member = membership.identify(header.getCreator());
            if (member.expired(clock.instant())) {
                throw new EnvelopeRefused(Status.BAD_REQUEST, "broadcast client identity expired");
            }
            if (!member.mayWrite()
                    || !member.signed(
                            envelope.getSignature(), envelope.getPayload().toByteArray())) {
                throw new EnvelopeRefused(Status.FORBIDDEN, "the signature does not satisfy the channel's writers");
            }
        } catch (UnknownIdentity e) {
            throw new EnvelopeRefused(Status.FORBIDDEN, "the submitter is unknown: " + e.getMessage());
        }
    }

    private Submitted judged(Envelope envelope, Payload payload, ChannelHeader header) {
        try {
            return judgedContent(envelope, payload, header);
        } catch (InvalidProtocolBufferException e) {
            return invalid(envelope, header, TxValidationCode.BAD_PAYLOAD);
        }
    }

    private Submitted judgedContent(Envelope envelope, Payload payload, ChannelHeader header)
            throws InvalidProtocolBufferException {
        Transaction transaction = Transaction.parseFrom(payload.getData());
        if (transaction.getActionsCount() != 1) {
            return invalid(envelope, header, TxValidationCode.INVALID_ENDORSER_TRANSACTION);
        }
        TransactionAction action = transaction.getActions(0);
        ChaincodeActionPayload content = ChaincodeActionPayload.parseFrom(action.getPayload());
        if (!isCanonical(envelope.getPayload(), payload)
                || !isCanonical(payload.getData(), transaction)
                || !isCanonical(action.getPayload(), content)) {
            return invalid(envelope, header, TxValidationCode.BAD_PAYLOAD);
        }
        ProposalResponsePayload outcome =
                ProposalResponsePayload.parseFrom(content.getAction().getProposalResponsePayload());
        SignatureHeader signatureHeader =
                SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        if (!header.getTxId().equals(TransactionIds.of(signatureHeader))) {
            return invalid(envelope, header, TxValidationCode.BAD_PROPOSAL_TXID);
        }
        if (!action.getHeader().equals(payload.getHeader().getSignatureHeader())
                || !outcome.getProposalHash()
                        .equals(Proposed.hash(payload.getHeader(), content.getChaincodeProposalPayload()))) {
            return invalid(envelope, header, TxValidationCode.INVALID_ENDORSER_TRANSACTION);
        }
        TxReadWriteSet results = TxReadWriteSet.parseFrom(
                ChaincodeAction.parseFrom(outcome.getExtension()).getResults());
        return new Submitted(
                envelope.toByteString(), header.getTxId(), TxValidationCode.VALID, results, endorsers(content));
    }

    private static Submitted invalid(Envelope envelope, ChannelHeader header, TxValidationCode code) {
        return new Submitted(
                envelope.toByteString(), header.getTxId(), code, TxReadWriteSet.getDefaultInstance(), List.of());
    }

    /** Whether bytes say nothing that the message read from them does not. */
    private static boolean isCanonical(ByteString bytes, Message message) {
        return message.toByteString().equals(bytes);
    }

    private List<Signatory> endorsers(ChaincodeActionPayload content) {
        byte[] outcome = content.getAction().getProposalResponsePayload().toByteArray();
        return content.getAction().getEndorsementsList().stream()
                .flatMap(endorsement -> endorser(endorsement, outcome).stream())
                .distinct()
                .toList();
    }

    private Optional<Signatory> endorser(Endorsement endorsement, byte[] outcome) {
        ByteString identity = endorsement.getEndorser();
        try {
            Member member = membership.identify(identity);
            return member.signed(endorsement.getSignature(), outcome, identity.toByteArray())
                    ? Optional.of(new Signatory(identity, membership.mspId(), member.role()))
                    : Optional.empty();
        } catch (UnknownIdentity unknown) {
            return Optional.empty();
        }
    }
}
