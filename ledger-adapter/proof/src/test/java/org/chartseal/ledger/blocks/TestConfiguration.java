package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/** A channel's configuration, as configtxgen writes one. */
public final class TestConfiguration {

    private final ConfigGroup.Builder application = ConfigGroup.newBuilder()
            .putPolicies("Endorsement", implicit(ImplicitMetaPolicy.Rule.MAJORITY, "Endorsement"));
    private final ConfigGroup.Builder orderer = ConfigGroup.newBuilder()
            .putPolicies("BlockValidation", implicit(ImplicitMetaPolicy.Rule.ANY, "Writers"))
            .putValues("ConsensusType", value(ConsensusType.newBuilder().setType("etcdraft")));

    public TestConfiguration endorsing(TestOrganisation organisation) {
        application.putGroups(organisation.id, group(organisation.configuration(), MSPRoleType.CLIENT));
        return this;
    }

    public TestConfiguration ordering(TestOrganisation organisation) {
        return ordering(organisation.configuration());
    }

    public TestConfiguration ordering(FabricMSPConfig.Builder organisation) {
        orderer.putGroups(organisation.getName(), group(organisation, MSPRoleType.ORDERER));
        return this;
    }

    public TestConfiguration blocksBy(ImplicitMetaPolicy.Rule rule) {
        orderer.putPolicies("BlockValidation", implicit(rule, "Writers"));
        return this;
    }

    public TestConfiguration withoutPolicyForBlocks() {
        orderer.removePolicies("BlockValidation");
        return this;
    }

    /** Byzantine fault tolerance; so many of the consenters must sign by the policy. */
    public TestConfiguration byzantine(int needed, List<Identity> consenters) {
        SignaturePolicy.NOutOf.Builder enough =
                SignaturePolicy.NOutOf.newBuilder().setN(needed);
        SignaturePolicyEnvelope.Builder policy = SignaturePolicyEnvelope.newBuilder();
        Orderers.Builder mapping = Orderers.newBuilder();
        IntStream.range(0, consenters.size()).forEach(place -> {
            ByteString identity = consenters.get(place).serialized();
            enough.addRules(SignaturePolicy.newBuilder().setSignedBy(place));
            policy.addIdentities(MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.IDENTITY)
                    .setPrincipal(identity));
            mapping.addConsenterMapping(consenter(place + 1, identity));
        });
        policy.setRule(SignaturePolicy.newBuilder().setNOutOf(enough));
        orderer.putPolicies("BlockValidation", signature(policy.build()))
                .putValues("Orderers", value(mapping))
                .putValues("ConsensusType", value(ConsensusType.newBuilder().setType("BFT")));
        return this;
    }

    private static Consenter consenter(int number, ByteString identity) {
        try {
            SerializedIdentity parts = SerializedIdentity.parseFrom(identity);
            return Consenter.newBuilder()
                    .setId(number)
                    .setMspId(parts.getMspid())
                    .setIdentity(parts.getIdBytes())
                    .build();
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The one transaction of a configuration block. */
    public ByteString envelope() {
        ConfigGroup channel = ConfigGroup.newBuilder()
                .putGroups("Application", application.build())
                .putGroups("Orderer", orderer.build())
                .build();
        ByteString header = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_VALUE)
                .build()
                .toByteString();
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header))
                .setData(ConfigEnvelope.newBuilder()
                        .setConfig(Config.newBuilder().setChannelGroup(channel))
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        return Envelope.newBuilder().setPayload(payload).build().toByteString();
    }

    private static ConfigGroup group(FabricMSPConfig.Builder organisation, MSPRoleType writer) {
        ByteString configuration = organisation.build().toByteString();
        return ConfigGroup.newBuilder()
                .putValues("MSP", value(MSPConfig.newBuilder().setConfig(configuration)))
                .putPolicies("Writers", signature(one(organisation.getName(), writer)))
                .putPolicies("Endorsement", signature(one(organisation.getName(), MSPRoleType.PEER)))
                .build();
    }

    /** One signature of someone in that role. */
    private static SignaturePolicyEnvelope one(String organisation, MSPRoleType role) {
        MSPRole principal = MSPRole.newBuilder()
                .setMspIdentifier(organisation)
                .setRole(role)
                .build();
        return SignaturePolicyEnvelope.newBuilder()
                .setRule(SignaturePolicy.newBuilder()
                        .setNOutOf(SignaturePolicy.NOutOf.newBuilder()
                                .setN(1)
                                .addRules(SignaturePolicy.newBuilder().setSignedBy(0))))
                .addIdentities(MSPPrincipal.newBuilder().setPrincipal(principal.toByteString()))
                .build();
    }

    private static ConfigPolicy implicit(ImplicitMetaPolicy.Rule rule, String within) {
        return policy(
                Policy.PolicyType.IMPLICIT_META,
                ImplicitMetaPolicy.newBuilder()
                        .setRule(rule)
                        .setSubPolicy(within)
                        .build());
    }

    private static ConfigPolicy signature(SignaturePolicyEnvelope policy) {
        return policy(Policy.PolicyType.SIGNATURE, policy);
    }

    private static ConfigPolicy policy(Policy.PolicyType type, Message policy) {
        return ConfigPolicy.newBuilder()
                .setPolicy(Policy.newBuilder().setType(type.getNumber()).setValue(policy.toByteString()))
                .build();
    }

    private static ConfigValue value(Message.Builder message) {
        return ConfigValue.newBuilder().setValue(message.build().toByteString()).build();
    }

    static List<Identity> several(TestOrganisation organisation, String unit, int count) {
        List<Identity> identities = new ArrayList<>();
        IntStream.range(0, count).forEach(number -> identities.add(organisation.issue(unit)));
        return identities;
    }
}
