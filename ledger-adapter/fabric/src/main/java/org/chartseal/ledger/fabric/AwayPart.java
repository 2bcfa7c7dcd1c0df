package org.chartseal.ledger.fabric;

import java.io.UncheckedIOException;
import java.util.List;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;

/** Which part of the network is away, as far as its own words tell. */
public enum AwayPart {
    /** The connection profile cannot be read, or is not whole. */
    PROFILE,
    /** The gateway peer. */
    PEER,
    /** Nothing: the network answers, and does not admit this client. */
    IDENTITY,
    /** The contract of the peer's own organisation. */
    CONTRACT,
    /** Another organisation's peer, or its contract. */
    OTHER_ORGANISATION,
    /** So many orderers that nothing can be ordered. */
    ORDERERS,
    /** The network's words do not tell. */
    UNKNOWN;

    private static final List<String> NO_ORDERER = List.of("no orderers could");
    private static final List<String> NO_ENDORSERS =
            List.of("failed to collect enough", "no combination of peers", "no peer combination");
    private static final List<String> NOT_ADMITTED = List.of("access denied", "certificate has expired");
    private static final List<String> NO_CONTRACT = List.of(
            "could not launch chaincode",
            "chaincode stream terminated",
            "chaincode definition for",
            "timeout expired while");
    private static final String TOO_LATE = "DEADLINE_EXCEEDED";

    /** The last are the client's own words when the connection breaks under a call. */
    private static final List<String> UNANSWERED = List.of("UNAVAILABLE", TOO_LATE, "channel closed");

    /** The part whose failure this is. */
    public static AwayPart of(Throwable failure) {
        if (failure instanceof GatewayFailures.NetworkSaid said) {
            return of(said.words());
        }
        if (failure instanceof GatewayException gateway) {
            return of(GatewayFailures.said(gateway));
        }
        if (failure instanceof GatewayRuntimeException stream) {
            return of(stream.getStatus().toString());
        }
        boolean profile = failure instanceof UncheckedIOException || failure instanceof IllegalArgumentException;
        return profile ? PROFILE : UNKNOWN;
    }

    /**
     * The part for want of which a transaction's outcome is not known.
     *
     * @param said the network's words
     */
    public static AwayPart ofCommit(String said) {
        return said.contains(TOO_LATE) ? ORDERERS : of(said);
    }

    private static AwayPart of(String said) {
        if (tells(said, NO_ORDERER)) {
            return ORDERERS;
        }
        if (tells(said, NO_ENDORSERS)) {
            return OTHER_ORGANISATION;
        }
        if (tells(said, NOT_ADMITTED)) {
            return IDENTITY;
        }
        if (tells(said, NO_CONTRACT)) {
            return CONTRACT;
        }
        return tells(said, UNANSWERED) ? PEER : UNKNOWN;
    }

    private static boolean tells(String said, List<String> words) {
        return words.stream().anyMatch(said::contains);
    }
}
