package org.chartseal.ledger.solo.endorsement;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** A signature policy, evaluated as Fabric does: each signatory counts for one principal at most. */
final class EndorsementPolicy {

    private final SignaturePolicyEnvelope policy;

    private EndorsementPolicy(SignaturePolicyEnvelope policy) {
        this.policy = policy;
    }

    /** A policy as a key's metadata holds it. */
    static EndorsementPolicy parse(ByteString policy) throws InvalidProtocolBufferException {
        return new EndorsementPolicy(SignaturePolicyEnvelope.parseFrom(policy));
    }

    /** One peer of the organisation. */
    static EndorsementPolicy peerOf(String mspId) {
        ByteString peer = MSPRole.newBuilder()
                .setMspIdentifier(mspId)
                .setRole(MSPRole.MSPRoleType.PEER)
                .build()
                .toByteString();
        return new EndorsementPolicy(SignaturePolicyEnvelope.newBuilder()
                .setRule(SignaturePolicy.newBuilder().setSignedBy(0))
                .addIdentities(MSPPrincipal.newBuilder()
                        .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                        .setPrincipal(peer))
                .build());
    }

    /**
     * Whether these signatories are enough.
     *
     * @throws InvalidProtocolBufferException when the policy makes no sense
     */
    boolean takes(List<Signatory> signatories) throws InvalidProtocolBufferException {
        return takes(policy.getRule(), signatories, new boolean[signatories.size()]);
    }

    private boolean takes(SignaturePolicy rule, List<Signatory> signatories, boolean[] used)
            throws InvalidProtocolBufferException {
        return switch (rule.getTypeCase()) {
            case SIGNED_BY -> signedBy(rule.getSignedBy(), signatories, used);
            case N_OUT_OF -> enough(rule.getNOutOf(), signatories, used);
            case TYPE_NOT_SET -> throw new InvalidProtocolBufferException("a rule that says nothing");
        };
    }

    private boolean signedBy(int principal, List<Signatory> signatories, boolean[] used)
            throws InvalidProtocolBufferException {
        if (principal < 0 || principal >= policy.getIdentitiesCount()) {
            throw new InvalidProtocolBufferException("a rule that names no principal");
        }
        for (int i = 0; i < used.length; i++) {
            if (!used[i] && signatories.get(i).satisfies(policy.getIdentities(principal))) {
                used[i] = true;
                return true;
            }
        }
        return false;
    }

    private boolean enough(SignaturePolicy.NOutOf rules, List<Signatory> signatories, boolean[] used)
            throws InvalidProtocolBufferException {
        int satisfied = 0;
        for (SignaturePolicy rule : rules.getRulesList()) {
            boolean[] attempt = used.clone();
            if (takes(rule, signatories, attempt)) {
                satisfied++;
                System.arraycopy(attempt, 0, used, 0, used.length);
            }
        }
        return satisfied >= rules.getN();
    }
}
