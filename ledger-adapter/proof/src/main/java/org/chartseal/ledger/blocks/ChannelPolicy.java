package org.chartseal.ledger.blocks;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * A policy of a channel's configuration, evaluated as Fabric does. A policy that is missing or makes no sense takes nobody.
 *
 * @param group of the configuration that has the policy
 */
record ChannelPolicy(ConfigGroup group, String name) {

    /** Whether these members, whose signatures were verified and each of whom is listed once, are enough. */
    boolean takes(List<Member> members) {
        try {
            return evaluate(members);
        } catch (InvalidProtocolBufferException nonsense) {
            return false;
        }
    }

    private boolean evaluate(List<Member> members) throws InvalidProtocolBufferException {
        Policy policy = group.getPoliciesOrDefault(name, ConfigPolicy.getDefaultInstance())
                .getPolicy();
        return switch (policy.getType()) {
            case Policy.PolicyType.IMPLICIT_META_VALUE ->
                implicit(ImplicitMetaPolicy.parseFrom(policy.getValue()), members);
            case Policy.PolicyType.SIGNATURE_VALUE ->
                new Signatures(SignaturePolicyEnvelope.parseFrom(policy.getValue()), members).suffice();
            default -> false;
        };
    }

    /** So many of the groups within must say yes by their own policy. */
    private boolean implicit(ImplicitMetaPolicy policy, List<Member> members) {
        int groups = group.getGroupsCount();
        int needed = switch (policy.getRule()) {
            case ANY -> Math.min(1, groups);
            case ALL -> groups;
            case MAJORITY -> groups == 0 ? 0 : groups / 2 + 1;
            case UNRECOGNIZED -> Integer.MAX_VALUE;
        };
        long satisfied = group.getGroupsMap().values().stream()
                .filter(inner -> new ChannelPolicy(inner, policy.getSubPolicy()).takes(members))
                .count();
        return satisfied >= needed;
    }

    /** A rule over signatures; each member counts for one principal at most. */
    private record Signatures(SignaturePolicyEnvelope policy, List<Member> members) {

        boolean suffice() throws InvalidProtocolBufferException {
            return suffice(policy.getRule(), new boolean[members.size()]);
        }

        private boolean suffice(SignaturePolicy rule, boolean[] used) throws InvalidProtocolBufferException {
            return switch (rule.getTypeCase()) {
                case SIGNED_BY -> signedBy(rule.getSignedBy(), used);
                case N_OUT_OF -> enough(rule.getNOutOf(), used);
                case TYPE_NOT_SET -> throw new InvalidProtocolBufferException("a rule that says nothing");
            };
        }

        private boolean signedBy(int principal, boolean[] used) throws InvalidProtocolBufferException {
            if (principal < 0 || principal >= policy.getIdentitiesCount()) {
                throw new InvalidProtocolBufferException("a rule that names no principal");
            }
            for (int i = 0; i < used.length; i++) {
                if (!used[i] && members.get(i).satisfies(policy.getIdentities(principal))) {
                    used[i] = true;
                    return true;
                }
            }
            return false;
        }

        private boolean enough(SignaturePolicy.NOutOf rules, boolean[] used) throws InvalidProtocolBufferException {
            int satisfied = 0;
            for (SignaturePolicy rule : rules.getRulesList()) {
                boolean[] attempt = used.clone();
                if (suffice(rule, attempt)) {
                    satisfied++;
                    System.arraycopy(attempt, 0, used, 0, used.length);
                }
            }
            return satisfied >= rules.getN();
        }
    }
}
