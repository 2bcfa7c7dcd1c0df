package org.chartseal.ledger.solo.transaction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.identity.Member;
import org.chartseal.ledger.solo.identity.Membership;
import org.chartseal.ledger.solo.identity.UnknownIdentity;
import org.chartseal.ledger.solo.transaction.ProposalRefused.Reason;
import org.hyperledger.fabric.protos.common.HeaderType;

/** What Fabric's endorsers check of a proposal before they run the contract, in their order. */
public final class ProposalCheck {

    private static final Duration TIME_WINDOW = Duration.ofMinutes(15);

    private final Membership membership;
    private final Clock clock;
    private final Predicate<String> isOnChain;

    /**
     * Checks against these members and this time.
     *
     * @param isOnChain whether the chain has a transaction with that id
     */
    public ProposalCheck(Membership membership, Clock clock, Predicate<String> isOnChain) {
        this.membership = membership;
        this.clock = clock;
        this.isOnChain = isOnChain;
    }

    /** Accepts the proposal or says why not. */
    public void check(Proposed proposed) throws ProposalRefused {
        checkTime(proposed);
        checkHeaders(proposed);
        checkCreator(proposed);
        if (isOnChain.test(proposed.transactionId())) {
            throw unauthorised("duplicate transaction found [" + proposed.transactionId() + "]");
        }
    }

    private void checkTime(Proposed proposed) throws ProposalRefused {
        Instant now = clock.instant();
        Instant stated = proposed.timestamp();
        if (Duration.between(stated, now).abs().compareTo(TIME_WINDOW) > 0) {
            throw new ProposalRefused(
                    Reason.UNTIMELY,
                    "request unauthorized due to incorrect timestamp " + stated + ", peer time " + now
                            + ", peer.authentication.timewindow 15m0s");
        }
        try {
            if (membership.identify(proposed.signatureHeader().getCreator()).expired(now)) {
                throw new ProposalRefused(Reason.UNTIMELY, "proposal client identity expired");
            }
        } catch (UnknownIdentity unknown) {
            return; // refused below, after what Fabric checks first
        }
    }

    private static void checkHeaders(Proposed proposed) throws ProposalRefused {
        int type = proposed.channelHeader().getType();
        if (type != HeaderType.ENDORSER_TRANSACTION_VALUE && type != HeaderType.CONFIG_VALUE) {
            throw invalid("invalid header type " + type);
        }
        if (proposed.channelHeader().getEpoch() != 0) {
            throw invalid("epoch is non-zero");
        }
        if (proposed.signatureHeader().getNonce().isEmpty()) {
            throw invalid("nonce is empty");
        }
        if (proposed.signatureHeader().getCreator().isEmpty()) {
            throw invalid("creator is empty");
        }
        String expected = TransactionIds.of(proposed.signatureHeader());
        if (!proposed.transactionId().equals(expected)) {
            throw invalid(
                    "incorrectly computed txid '" + proposed.transactionId() + "' -- expected '" + expected + "'");
        }
    }

    private void checkCreator(Proposed proposed) throws ProposalRefused {
        Member member;
        try {
            member = membership.identify(proposed.signatureHeader().getCreator());
        } catch (UnknownIdentity e) {
            throw invalid("access denied: channel [" + proposed.channel() + "] creator org unknown, " + e.getMessage());
        }
        if (!member.mayWrite()
                || !member.signed(
                        proposed.signed().getSignature(),
                        proposed.signed().getProposalBytes().toByteArray())) {
            throw invalid("access denied: channel [" + proposed.channel() + "] creator org [" + Network.MSP_ID + "]");
        }
    }

    private static ProposalRefused invalid(String message) {
        return unauthorised("error validating proposal: " + message);
    }

    private static ProposalRefused unauthorised(String message) {
        return new ProposalRefused(Reason.UNAUTHORISED, message);
    }
}
