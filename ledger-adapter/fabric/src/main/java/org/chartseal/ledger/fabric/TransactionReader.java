package org.chartseal.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerMember;
import org.chartseal.domain.ledger.TransactionId;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;

/** Reads one transaction of a block: who, what, endorsed by whom, what it wrote. */
final class TransactionReader {

    private static final String MALFORMED = "MALFORMED";

    private final String chaincode;
    private final ChannelConfiguration configuration;

    TransactionReader(String chaincode, ChannelConfiguration configuration) {
        this.chaincode = chaincode;
        this.configuration = configuration;
    }

    LedgerBlock.Transaction read(ByteString envelope, int code) {
        try {
            Envelope signed = Envelope.parseFrom(envelope);
            Payload payload = Payload.parseFrom(signed.getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            Invocation invocation =
                    header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE ? invocation(payload) : Invocation.NONE;
            return new LedgerBlock.Transaction(
                    new TransactionId(header.getTxId()),
                    time(header.getTimestamp()),
                    invocation.function(),
                    validation(code),
                    submitter(payload, signed),
                    invocation.endorsements(),
                    invocation.written(),
                    invocation.event());
        } catch (InvalidProtocolBufferException malformed) {
            return new LedgerBlock.Transaction(
                    new TransactionId(""), null, null, MALFORMED, null, List.of(), List.of(), null);
        }
    }

    private record Invocation(
            @Nullable String function,
            List<LedgerMember> endorsements,
            List<String> written,
            @Nullable String event) {
        static final Invocation NONE = new Invocation(null, List.of(), List.of(), null);
    }

    private static Instant time(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    private static String validation(int code) {
        TxValidationCode named = TxValidationCode.forNumber(code);
        return named == null ? "CODE_" + code : named.name();
    }

    /** The member who signed the envelope; nobody when the signature does not verify. */
    private @Nullable LedgerMember submitter(Payload payload, Envelope signed) throws InvalidProtocolBufferException {
        ByteString identity = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader())
                .getCreator();
        return configuration
                .member(identity)
                .filter(member -> member.signed(
                        signed.getSignature().toByteArray(), signed.getPayload().toByteArray()))
                .map(CertificateFacts::of)
                .orElse(null);
    }

    private Invocation invocation(Payload payload) throws InvalidProtocolBufferException {
        Transaction transaction = Transaction.parseFrom(payload.getData());
        if (transaction.getActionsCount() == 0) {
            return Invocation.NONE;
        }
        ChaincodeActionPayload action =
                ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
        ByteString response = action.getAction().getProposalResponsePayload();
        ChaincodeAction result = ChaincodeAction.parseFrom(
                ProposalResponsePayload.parseFrom(response).getExtension());
        return new Invocation(
                function(action),
                endorsements(response, action.getAction().getEndorsementsList()),
                written(result),
                event(result));
    }

    private static @Nullable String function(ChaincodeActionPayload action) throws InvalidProtocolBufferException {
        ChaincodeProposalPayload proposal = ChaincodeProposalPayload.parseFrom(action.getChaincodeProposalPayload());
        ChaincodeInvocationSpec invocation = ChaincodeInvocationSpec.parseFrom(proposal.getInput());
        List<ByteString> arguments = invocation.getChaincodeSpec().getInput().getArgsList();
        return arguments.isEmpty() ? null : arguments.get(0).toStringUtf8();
    }

    private List<LedgerMember> endorsements(ByteString response, List<Endorsement> endorsements) {
        return endorsements.stream()
                .map(endorsement -> endorser(response, endorsement))
                .flatMap(Optional::stream)
                .map(CertificateFacts::of)
                .toList();
    }

    private Optional<Member> endorser(ByteString response, Endorsement endorsement) {
        return configuration
                .member(endorsement.getEndorser())
                .filter(configuration::endorses)
                .filter(member -> member.signed(
                        endorsement.getSignature().toByteArray(),
                        response.toByteArray(),
                        endorsement.getEndorser().toByteArray()));
    }

    private List<String> written(ChaincodeAction result) throws InvalidProtocolBufferException {
        List<String> keys = new ArrayList<>();
        for (NsReadWriteSet namespace :
                TxReadWriteSet.parseFrom(result.getResults()).getNsRwsetList()) {
            if (namespace.getNamespace().equals(chaincode)) {
                for (KVWrite write : KVRWSet.parseFrom(namespace.getRwset()).getWritesList()) {
                    keys.add(write.getKey());
                }
            }
        }
        return keys;
    }

    private static @Nullable String event(ChaincodeAction result) throws InvalidProtocolBufferException {
        String name = ChaincodeEvent.parseFrom(result.getEvents()).getEventName();
        return name.isEmpty() ? null : name;
    }
}
