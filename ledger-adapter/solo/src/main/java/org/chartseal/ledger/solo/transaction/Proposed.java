package org.chartseal.ledger.solo.transaction;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import org.chartseal.ledger.solo.block.BlockHashes;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * A proposal taken apart. Nothing about it is checked yet but that it can be read.
 *
 * @param signed as it came
 * @param payload what goes into the transaction: without the transient data
 */
public record Proposed(
        SignedProposal signed,
        Header header,
        ChannelHeader channelHeader,
        SignatureHeader signatureHeader,
        String chaincode,
        ChaincodeInput input,
        ByteString payload) {

    /** Takes a proposal apart. */
    public static Proposed read(SignedProposal signed) throws ProposalRefused {
        if (signed.getProposalBytes().isEmpty()) {
            throw malformed("the proposed transaction must contain a signed proposal");
        }
        try {
            Proposal proposal = Proposal.parseFrom(signed.getProposalBytes());
            Header header = Header.parseFrom(proposal.getHeader());
            ChannelHeader channelHeader = ChannelHeader.parseFrom(header.getChannelHeader());
            ChaincodeProposalPayload payload = ChaincodeProposalPayload.parseFrom(proposal.getPayload());
            ChaincodeInvocationSpec invocation = ChaincodeInvocationSpec.parseFrom(payload.getInput());
            String chaincode = ChaincodeHeaderExtension.parseFrom(channelHeader.getExtension())
                    .getChaincodeId()
                    .getName();
            String invoked = invocation.getChaincodeSpec().getChaincodeId().getName();
            if (chaincode.isEmpty() || !chaincode.equals(invoked)) {
                throw malformed("no chaincode name is provided, channel id [" + channelHeader.getChannelId() + "]");
            }
            return new Proposed(
                    signed,
                    header,
                    channelHeader,
                    SignatureHeader.parseFrom(header.getSignatureHeader()),
                    chaincode,
                    invocation.getChaincodeSpec().getInput(),
                    payload.toBuilder().clearTransientMap().build().toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw malformed("failed to unpack transaction proposal: " + e.getMessage());
        }
    }

    /** The channel it is for. */
    public String channel() {
        return channelHeader.getChannelId();
    }

    /** The id that its creator states. */
    public String transactionId() {
        return channelHeader.getTxId();
    }

    /** The time that its creator states. */
    public Instant timestamp() throws ProposalRefused {
        try {
            return Instant.ofEpochSecond(
                    channelHeader.getTimestamp().getSeconds(),
                    channelHeader.getTimestamp().getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw malformed("the time stamp is out of range");
        }
    }

    /** What an endorsement names as the proposal that it is about. */
    public ByteString hash() {
        return hash(header, payload);
    }

    static ByteString hash(Header header, ByteString payload) {
        MessageDigest digest = BlockHashes.sha256();
        digest.update(header.getChannelHeader().asReadOnlyByteBuffer());
        digest.update(header.getSignatureHeader().asReadOnlyByteBuffer());
        digest.update(payload.asReadOnlyByteBuffer());
        return ByteString.copyFrom(digest.digest());
    }

    private static ProposalRefused malformed(String message) {
        return new ProposalRefused(ProposalRefused.Reason.MALFORMED, message);
    }
}
