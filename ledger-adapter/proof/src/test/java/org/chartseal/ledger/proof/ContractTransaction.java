package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
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
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/** A transaction as client and peers make one, every detail of which a test may choose. */
final class ContractTransaction {

    private static final int GOOD = 200;

    private final Identity submitter;
    private final ByteString nonce;
    private final Instant time;
    private String channel = "emr";
    private String contract = "chartseal";
    private String statedId = "";
    private int status = GOOD;
    private ByteString proposal = ChaincodeProposalPayload.getDefaultInstance().toByteString();

    ContractTransaction(Identity submitter, String nonce, Instant time) {
        this.submitter = submitter;
        this.nonce = ByteString.copyFromUtf8(nonce);
        this.time = time;
    }

    ContractTransaction onChannel(String name) {
        channel = name;
        return this;
    }

    ContractTransaction ofContract(String name) {
        contract = name;
        return this;
    }

    ContractTransaction withId(String stated) {
        statedId = stated;
        return this;
    }

    ContractTransaction failing() {
        status = 500;
        return this;
    }

    /** The proposal is replaced by another one after it was endorsed. */
    ContractTransaction withOtherProposal() {
        proposal = ChaincodeProposalPayload.newBuilder()
                .setInput(ByteString.copyFromUtf8("another"))
                .build()
                .toByteString();
        return this;
    }

    String id() {
        return HexFormat.of().formatHex(sha256(nonce, submitter.serialized()));
    }

    ByteString bytes(Map<String, Version> reads, Map<String, String> writes, List<Identity> endorsers) {
        ByteString channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setChannelId(channel)
                .setTxId(statedId.isEmpty() ? id() : statedId)
                .setTimestamp(Timestamp.newBuilder().setSeconds(time.getEpochSecond()))
                .build()
                .toByteString();
        ByteString signatureHeader = SignatureHeader.newBuilder()
                .setCreator(submitter.serialized())
                .setNonce(nonce)
                .build()
                .toByteString();
        ByteString endorsed = ChaincodeProposalPayload.getDefaultInstance().toByteString();
        ByteString response = ProposalResponsePayload.newBuilder()
                .setProposalHash(ByteString.copyFrom(sha256(channelHeader, signatureHeader, endorsed)))
                .setExtension(outcome(reads, writes))
                .build()
                .toByteString();
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(channelHeader).setSignatureHeader(signatureHeader))
                .setData(transaction(response, endorsers))
                .build()
                .toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(submitter.sign(payload.toByteArray()))
                .build()
                .toByteString();
    }

    private ByteString transaction(ByteString response, List<Identity> endorsers) {
        ChaincodeEndorsedAction.Builder action =
                ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(response);
        for (Identity endorser : endorsers) {
            action.addEndorsements(Endorsement.newBuilder()
                    .setEndorser(endorser.serialized())
                    .setSignature(endorser.sign(
                            response.toByteArray(), endorser.serialized().toByteArray())));
        }
        return Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setPayload(ChaincodeActionPayload.newBuilder()
                                .setChaincodeProposalPayload(proposal)
                                .setAction(action)
                                .build()
                                .toByteString()))
                .build()
                .toByteString();
    }

    private ByteString outcome(Map<String, Version> reads, Map<String, String> writes) {
        KVRWSet.Builder state = KVRWSet.newBuilder();
        reads.forEach((key, version) -> state.addReads(KVRead.newBuilder()
                .setKey(key)
                .setVersion(org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version.newBuilder()
                        .setBlockNum(version.block())
                        .setTxNum(version.transaction()))));
        writes.forEach((key, value) ->
                state.addWrites(KVWrite.newBuilder().setKey(key).setValue(ByteString.copyFromUtf8(value))));
        return ChaincodeAction.newBuilder()
                .setChaincodeId(ChaincodeID.newBuilder().setName(contract))
                .setResponse(Response.newBuilder().setStatus(status))
                .setResults(TxReadWriteSet.newBuilder()
                        .addNsRwset(NsReadWriteSet.newBuilder()
                                .setNamespace(contract)
                                .setRwset(state.build().toByteString()))
                        .build()
                        .toByteString())
                .build()
                .toByteString();
    }

    private static byte[] sha256(ByteString... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteString part : parts) {
                digest.update(part.asReadOnlyByteBuffer());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
