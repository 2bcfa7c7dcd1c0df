package org.chartseal.ledger.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.stream.Stream;
import org.chartseal.ledger.blocks.BlockHashes;
import org.chartseal.ledger.fabric.ProfileDefect.Kind;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.Block;

/** What a profile's peer, channel and contract answer, and what it means when they do not. */
record ProfileNetwork(Gateway gateway, LedgerProfile profile) {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    /** The hash of the channel's first block. */
    byte[] firstBlock() {
        try {
            byte[] answer = gateway.getNetwork(profile.channel())
                    .getContract("qscc")
                    .evaluateTransaction("GetBlockByNumber", profile.channel(), "0");
            return BlockHashes.ofHeader(Block.parseFrom(answer).getHeader());
        } catch (GatewayException failure) {
            throw peerDefect(failure);
        } catch (InvalidProtocolBufferException noBlock) {
            throw new ProfileDefect(Kind.PEER_UNSUITABLE, profile.endpoint(), "it answers no block", noBlock);
        }
    }

    /** Asks the contract for somebody whom it does not know. */
    void requireContract() {
        try {
            gateway.getNetwork(profile.channel())
                    .getContract(profile.chaincode())
                    .evaluateTransaction("ReadPractitioner", ContractCall.id("practitioner", NOBODY));
        } catch (GatewayException failure) {
            throw contractDefect(failure);
        }
    }

    /** Asks the contract, which answers other questions, for private data that it does not have. */
    void requireCollection() {
        try {
            gateway.getNetwork(profile.channel())
                    .getContract(profile.chaincode())
                    .evaluateTransaction("ReadGrantScope", ContractCall.id("grant", NOBODY));
        } catch (GatewayException failure) {
            if (GatewayFailures.contractSays(failure).isPresent()) {
                throw defect(Kind.COLLECTION_MISSING, profile.chaincode(), failure);
            }
            throw contractDefect(failure);
        }
    }

    private ProfileDefect peerDefect(GatewayException failure) {
        if (says(failure, "access denied", "creator", "policy")) {
            return refused(failure);
        }
        if (says(failure, "config for channel", "channel does not exist", "Invalid chain ID")) {
            return defect(Kind.CHANNEL_MISSING, profile.channel(), failure);
        }
        return PeerTransport.defect(profile.endpoint(), failure)
                .orElseGet(() -> defect(Kind.PEER_UNSUITABLE, profile.endpoint(), failure));
    }

    private ProfileDefect contractDefect(GatewayException failure) {
        if (says(failure, "no peers available", "not found", "not defined")) {
            return defect(Kind.CONTRACT_MISSING, profile.chaincode(), failure);
        }
        if (says(failure, "access denied", "policy on signed data")) {
            return refused(failure);
        }
        return defect(Kind.CONTRACT_SILENT, profile.chaincode(), failure);
    }

    private ProfileDefect refused(GatewayException failure) {
        return new ProfileDefect(
                Kind.IDENTITY_REFUSED,
                profile.certificate().toString(),
                new ProfileIdentity(profile).describe(),
                failure);
    }

    private static boolean says(GatewayException failure, String... words) {
        String said = GatewayFailures.said(failure);
        return Stream.of(words).anyMatch(said::contains);
    }

    private static ProfileDefect defect(Kind kind, String subject, GatewayException failure) {
        String said = String.valueOf(failure.getStatus().getDescription());
        return new ProfileDefect(kind, subject, said, failure);
    }
}
