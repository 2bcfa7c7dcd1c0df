package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** One transaction of a block, taken apart; nothing of it is believed before it is asked for. */
public final class BlockTransaction {

    /** What a Timestamp of Protocol Buffers can be: the years 1 to 9999. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MOST_NANOS = 999_999_999;

    private final Envelope envelope;
    private final Payload payload;
    private final ChannelHeader header;
    private final Instant time;
    private final SignatureHeader signer;
    private final Optional<Invocation> invocation;

    private BlockTransaction(Envelope envelope) throws InvalidProtocolBufferException {
        this.envelope = envelope;
        this.payload = Payload.parseFrom(envelope.getPayload());
        this.header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        this.time = moment(header.getTimestamp());
        this.signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
        this.invocation = header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE
                ? Invocation.read(Transaction.parseFrom(payload.getData()))
                : Optional.empty();
    }

    /** Takes it apart. */
    public static BlockTransaction read(ByteString transaction) throws InvalidProtocolBufferException {
        return new BlockTransaction(Envelope.parseFrom(transaction));
    }

    /** As the transaction states it. */
    public String id() {
        return header.getTxId();
    }

    /** The channel that it says it is for. */
    public String channel() {
        return header.getChannelId();
    }

    /** When its creator says that it was made. */
    public Instant time() {
        return time;
    }

    private static Instant moment(Timestamp stated) throws InvalidProtocolBufferException {
        boolean possible = stated.getSeconds() >= EARLIEST.getEpochSecond()
                && stated.getSeconds() <= LATEST.getEpochSecond()
                && stated.getNanos() >= 0
                && stated.getNanos() <= MOST_NANOS;
        if (!possible) {
            throw new InvalidProtocolBufferException("a time that no calendar has");
        }
        return Instant.ofEpochSecond(stated.getSeconds(), stated.getNanos());
    }

    /** What it calls; empty when it calls no contract. */
    public Optional<Invocation> invocation() {
        return invocation;
    }

    /** Whether its id follows from its creator and nonce, as it must. */
    public boolean idFits() {
        return HexFormat.of()
                .formatHex(BlockHashes.sha256(signer.getNonce(), signer.getCreator()))
                .equals(id());
    }

    /** The member who signed it; empty when the signature does not verify or the channel knows no such member. */
    public Optional<Member> submitter(ChannelConfiguration configuration) {
        return configuration
                .member(signer.getCreator())
                .filter(member -> member.signed(
                        envelope.getSignature().toByteArray(),
                        envelope.getPayload().toByteArray()));
    }

    /** Whether what was endorsed is the answer to this very proposal, made for this channel by this creator. */
    public boolean answersItsProposal() {
        return invocation
                .filter(call -> MessageDigest.isEqual(
                        BlockHashes.sha256(
                                payload.getHeader().getChannelHeader(),
                                payload.getHeader().getSignatureHeader(),
                                call.action.getChaincodeProposalPayload()),
                        call.response.getProposalHash().toByteArray()))
                .isPresent();
    }

    /** Which transaction wrote what was read: its block, and its place there from 0. */
    public record Version(long block, long transaction) {}

    /** A call of a contract, with its outcome. */
    public static final class Invocation {

        private static final int GOOD = 200;

        private final ChaincodeActionPayload action;
        private final ProposalResponsePayload response;
        private final ChaincodeAction outcome;

        private Invocation(ChaincodeActionPayload action) throws InvalidProtocolBufferException {
            this.action = action;
            this.response = ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload());
            this.outcome = ChaincodeAction.parseFrom(response.getExtension());
        }

        private static Optional<Invocation> read(Transaction transaction) throws InvalidProtocolBufferException {
            return transaction.getActionsCount() == 0
                    ? Optional.empty()
                    : Optional.of(new Invocation(ChaincodeActionPayload.parseFrom(
                            transaction.getActions(0).getPayload())));
        }

        /** The contract's name. */
        public String contract() {
            return outcome.getChaincodeId().getName();
        }

        /** Whether the contract said yes. */
        public boolean succeeded() {
            return outcome.getResponse().getStatus() == GOOD;
        }

        /** Empty when it names none. */
        public Optional<String> function() throws InvalidProtocolBufferException {
            ChaincodeProposalPayload proposal =
                    ChaincodeProposalPayload.parseFrom(action.getChaincodeProposalPayload());
            ChaincodeInvocationSpec call = ChaincodeInvocationSpec.parseFrom(proposal.getInput());
            return call.getChaincodeSpec().getInput().getArgsList().stream()
                    .findFirst()
                    .map(ByteString::toStringUtf8);
        }

        /** The event that it sends, if it does. */
        public Optional<String> event() throws InvalidProtocolBufferException {
            return Optional.of(ChaincodeEvent.parseFrom(outcome.getEvents()).getEventName())
                    .filter(name -> !name.isEmpty());
        }

        /** Those whose endorsement is of this outcome and counts under the configuration. */
        public List<Member> endorsers(ChannelConfiguration configuration) {
            return action.getAction().getEndorsementsList().stream()
                    .map(endorsement -> endorser(endorsement, configuration))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private Optional<Member> endorser(Endorsement endorsement, ChannelConfiguration configuration) {
            return configuration
                    .member(endorsement.getEndorser())
                    .filter(configuration::endorses)
                    .filter(member -> member.signed(
                            endorsement.getSignature().toByteArray(),
                            action.getAction().getProposalResponsePayload().toByteArray(),
                            endorsement.getEndorser().toByteArray()));
        }

        /** What it writes to that contract's state, by key, in order. */
        public Map<String, ByteString> written(String contract) throws InvalidProtocolBufferException {
            Map<String, ByteString> written = new LinkedHashMap<>();
            for (KVRWSet state : states(contract)) {
                for (KVWrite write : state.getWritesList()) {
                    written.put(write.getKey(), write.getValue());
                }
            }
            return written;
        }

        /** Which versions of that contract's state it relies on, by key; what it found missing is not among them. */
        public Map<String, Version> read(String contract) throws InvalidProtocolBufferException {
            Map<String, Version> read = new LinkedHashMap<>();
            for (KVRWSet state : states(contract)) {
                for (KVRead each : state.getReadsList()) {
                    if (each.hasVersion()) {
                        read.put(
                                each.getKey(),
                                new Version(
                                        each.getVersion().getBlockNum(),
                                        each.getVersion().getTxNum()));
                    }
                }
            }
            return read;
        }

        private List<KVRWSet> states(String contract) throws InvalidProtocolBufferException {
            List<KVRWSet> states = new ArrayList<>();
            for (NsReadWriteSet namespace :
                    TxReadWriteSet.parseFrom(outcome.getResults()).getNsRwsetList()) {
                if (namespace.getNamespace().equals(contract)) {
                    states.add(KVRWSet.parseFrom(namespace.getRwset()));
                }
            }
            return states;
        }
    }
}
