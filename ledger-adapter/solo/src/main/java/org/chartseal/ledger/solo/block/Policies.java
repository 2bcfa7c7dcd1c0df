package org.chartseal.ledger.solo.block;

import java.util.Arrays;
import java.util.List;
import org.chartseal.ledger.solo.Network;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** The policies that the configuration block states, as Fabric's tools write them for one organisation. */
final class Policies {

    private static final String READERS = "Readers";
    private static final String WRITERS = "Writers";
    private static final String ADMINS = "Admins";
    private static final String ENDORSEMENT = "Endorsement";

    private Policies() {}

    static ConfigGroup.Builder implicit(ConfigGroup.Builder group) {
        return group.putPolicies(READERS, meta(ImplicitMetaPolicy.Rule.ANY, READERS))
                .putPolicies(WRITERS, meta(ImplicitMetaPolicy.Rule.ANY, WRITERS))
                .putPolicies(ADMINS, meta(ImplicitMetaPolicy.Rule.MAJORITY, ADMINS));
    }

    static ConfigGroup.Builder application(ConfigGroup.Builder group) {
        return implicit(group)
                .putPolicies(ENDORSEMENT, meta(ImplicitMetaPolicy.Rule.MAJORITY, ENDORSEMENT))
                .putPolicies("LifecycleEndorsement", meta(ImplicitMetaPolicy.Rule.MAJORITY, ENDORSEMENT));
    }

    static ConfigGroup.Builder orderer(ConfigGroup.Builder group) {
        return implicit(group).putPolicies("BlockValidation", meta(ImplicitMetaPolicy.Rule.ANY, WRITERS));
    }

    static ConfigGroup.Builder organisation(ConfigGroup.Builder group) {
        return group.putPolicies(
                        READERS,
                        anyOf(
                                MSPRole.MSPRoleType.ADMIN,
                                MSPRole.MSPRoleType.PEER,
                                MSPRole.MSPRoleType.CLIENT,
                                MSPRole.MSPRoleType.ORDERER))
                .putPolicies(
                        WRITERS,
                        anyOf(MSPRole.MSPRoleType.ADMIN, MSPRole.MSPRoleType.CLIENT, MSPRole.MSPRoleType.ORDERER))
                .putPolicies(ADMINS, anyOf(MSPRole.MSPRoleType.ADMIN))
                .putPolicies(ENDORSEMENT, anyOf(MSPRole.MSPRoleType.PEER));
    }

    private static ConfigPolicy meta(ImplicitMetaPolicy.Rule rule, String subPolicy) {
        return policy(Policy.newBuilder()
                .setType(Policy.PolicyType.IMPLICIT_META_VALUE)
                .setValue(ImplicitMetaPolicy.newBuilder()
                        .setRule(rule)
                        .setSubPolicy(subPolicy)
                        .build()
                        .toByteString()));
    }

    private static ConfigPolicy anyOf(MSPRole.MSPRoleType... roles) {
        List<MSPPrincipal> principals =
                Arrays.stream(roles).map(Policies::principal).toList();
        SignaturePolicy.NOutOf.Builder any = SignaturePolicy.NOutOf.newBuilder().setN(1);
        for (int i = 0; i < principals.size(); i++) {
            any.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
        }
        return policy(Policy.newBuilder()
                .setType(Policy.PolicyType.SIGNATURE_VALUE)
                .setValue(SignaturePolicyEnvelope.newBuilder()
                        .setRule(SignaturePolicy.newBuilder().setNOutOf(any))
                        .addAllIdentities(principals)
                        .build()
                        .toByteString()));
    }

    private static MSPPrincipal principal(MSPRole.MSPRoleType role) {
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(MSPRole.newBuilder()
                        .setMspIdentifier(Network.MSP_ID)
                        .setRole(role)
                        .build()
                        .toByteString())
                .build();
    }

    private static ConfigPolicy policy(Policy.Builder policy) {
        return ConfigPolicy.newBuilder().setPolicy(policy).setModPolicy(ADMINS).build();
    }
}
