package org.chartseal.ledger.solo.gateway;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.identity.Member;
import org.chartseal.ledger.solo.identity.Membership;
import org.chartseal.ledger.solo.identity.UnknownIdentity;

/** Who may ask for states and events: any member that may read, whose certificate may even have run out. */
final class SignedRequests {

    private final Membership membership;

    SignedRequests(Membership membership) {
        this.membership = membership;
    }

    void requireReader(String channel, ByteString identity, ByteString request, ByteString signature) {
        if (!channel.equals(Network.CHANNEL)) {
            throw denied("channel " + channel + " is unknown");
        }
        try {
            Member member = membership.identify(identity);
            if (!member.mayRead() || !member.signed(signature, request.toByteArray())) {
                throw denied("the signature does not satisfy the channel's readers");
            }
        } catch (UnknownIdentity e) {
            throw denied("the identity is unknown: " + e.getMessage());
        }
    }

    private static RuntimeException denied(String message) {
        return Failures.of(Status.Code.PERMISSION_DENIED, message);
    }
}
