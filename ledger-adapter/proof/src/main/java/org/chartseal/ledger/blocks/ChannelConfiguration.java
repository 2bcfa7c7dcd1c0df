package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/** What a channel's configuration block says of who may order, who may endorse, and whose certificates they are. */
public final class ChannelConfiguration {

    private static final int CACHED = 1_000;
    private static final String BFT = "BFT";

    private final ConfigGroup application;
    private final ConfigGroup orderer;
    private final Map<String, Organisation> organisations;
    private final Set<String> endorsing;
    private final Map<Integer, Consenter> consenters;
    private final boolean byzantine;
    private final Map<ByteString, Optional<Member>> known = new ConcurrentHashMap<>();

    private ChannelConfiguration(ConfigGroup channel)
            throws InvalidProtocolBufferException, CertificateException, CRLException {
        this.application = group(channel, "Application");
        this.orderer = group(channel, "Orderer");
        this.organisations = new HashMap<>();
        collect(channel, organisations);
        Map<String, Organisation> endorsers = new HashMap<>();
        collect(application, endorsers);
        this.endorsing = Set.copyOf(endorsers.keySet());
        this.consenters = Orderers.parseFrom(value(orderer, "Orderers")).getConsenterMappingList().stream()
                .collect(Collectors.toUnmodifiableMap(Consenter::getId, each -> each, (first, again) -> first));
        this.byzantine = ConsensusType.parseFrom(value(orderer, "ConsensusType"))
                .getType()
                .equals(BFT);
    }

    /** Reads a configuration block; empty when it is none. */
    public static Optional<ChannelConfiguration> of(Block block) {
        if (block.getData().getDataCount() != 1) {
            return Optional.empty();
        }
        try {
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(0)).getPayload());
            int type = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader())
                    .getType();
            if (type != HeaderType.CONFIG_VALUE) {
                return Optional.empty();
            }
            return Optional.of(new ChannelConfiguration(
                    ConfigEnvelope.parseFrom(payload.getData()).getConfig().getChannelGroup()));
        } catch (InvalidProtocolBufferException | CertificateException | CRLException malformed) {
            return Optional.empty();
        }
    }

    private static ConfigGroup group(ConfigGroup outer, String name) {
        return outer.getGroupsOrDefault(name, ConfigGroup.getDefaultInstance());
    }

    private static ByteString value(ConfigGroup group, String name) {
        return group.getValuesOrDefault(name, ConfigValue.getDefaultInstance()).getValue();
    }

    private static void collect(ConfigGroup group, Map<String, Organisation> organisations)
            throws InvalidProtocolBufferException, CertificateException, CRLException {
        if (group.containsValues("MSP")) {
            Organisation organisation = Organisation.read(value(group, "MSP"));
            organisations.put(organisation.id(), organisation);
        }
        for (ConfigGroup inner : group.getGroupsMap().values()) {
            collect(inner, organisations);
        }
    }

    /** The member that the serialised identity names; empty when no organisation of the channel vouches for it. */
    Optional<Member> member(ByteString identity) {
        Optional<Member> cached = known.get(identity);
        if (cached != null) {
            return cached;
        }
        Optional<Member> member = examine(identity);
        if (known.size() < CACHED) {
            known.put(identity, member);
        }
        return member;
    }

    private Optional<Member> examine(ByteString identity) {
        try {
            SerializedIdentity parts = SerializedIdentity.parseFrom(identity);
            return Optional.ofNullable(organisations.get(parts.getMspid()))
                    .flatMap(organisation -> organisation.member(identity, parts.getIdBytes()));
        } catch (InvalidProtocolBufferException malformed) {
            return Optional.empty();
        }
    }

    /** The member that orders under that number, where orderers are numbered. */
    Optional<Member> consenter(int number) {
        return Optional.ofNullable(consenters.get(number)).flatMap(consenter -> member(identity(consenter)));
    }

    private static ByteString identity(Consenter consenter) {
        return SerializedIdentity.newBuilder()
                .setMspid(consenter.getMspId())
                .setIdBytes(consenter.getIdentity())
                .build()
                .toByteString();
    }

    /**
     * Whether these members' signatures make a block one that the channel's orderers agreed on: the policy for blocks takes
     * them, and where some orderers may be false (BFT), there are enough of them that no two quorums can say different things.
     */
    boolean takesBlockBy(List<Member> signers) {
        List<Member> distinct = signers.stream().distinct().toList();
        return new ChannelPolicy(orderer, "BlockValidation").takes(distinct) && (!byzantine || isQuorum(distinct));
    }

    private boolean isQuorum(List<Member> signers) {
        int all = consenters.size();
        int faulty = (all - 1) / 3;
        int quorum = (all + faulty + 2) / 2;
        Set<ByteString> ordering =
                consenters.values().stream().map(ChannelConfiguration::identity).collect(Collectors.toSet());
        return all > 0
                && signers.stream()
                                .filter(signer -> ordering.contains(signer.identity()))
                                .count()
                        >= quorum;
    }

    /** Whether these are enough of those whose endorsement counts, for what has no stricter rule of its own. */
    public boolean takesEndorsementBy(List<Member> endorsers) {
        return new ChannelPolicy(application, "Endorsement")
                .takes(endorsers.stream().distinct().toList());
    }

    /** Whether every organisation that endorses is among these. */
    public boolean allEndorse(List<Member> endorsers) {
        return endorsers.stream()
                .map(Member::organisation)
                .collect(Collectors.toSet())
                .containsAll(endorsing);
    }

    /** All organisations of the channel, those that order included. */
    public Collection<Organisation> organisations() {
        return organisations.values();
    }

    /** Whether the member's endorsement counts: a peer, where its organisation says which certificates are those of peers. */
    boolean endorses(Member member) {
        Organisation organisation = organisations.get(member.organisation());
        return organisation != null
                && endorsing.contains(member.organisation())
                && (!organisation.hasRoles() || member.roles().contains(MSPRoleType.PEER));
    }
}
