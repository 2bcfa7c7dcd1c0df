package org.chartseal.ledger.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.identity.Membership;
import org.chartseal.ledger.solo.identity.Pem;
import org.chartseal.ledger.solo.identity.Role;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockDataHashingStructure;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Capability;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HashingAlgorithm;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/**
 * Block 0: the channel's configuration. It carries the organisation's root certificates, so that every signature of the
 * chain can be checked with the chain alone.
 */
public final class ConfigurationBlock {

    private static final String ADMINS = "Admins";
    private static final String CAPABILITIES = "Capabilities";
    private static final String MSP = "MSP";
    private static final int NO_TREE = -1;

    private ConfigurationBlock() {}

    /** A new channel's block 0. */
    public static Block create(X509Certificate root, X509Certificate tlsRoot, BlockLimits limits, Instant now) {
        ConfigGroup organisation = organisation(root, tlsRoot);
        ByteString configuration = ConfigEnvelope.newBuilder()
                .setConfig(Config.newBuilder().setChannelGroup(channel(organisation, limits)))
                .build()
                .toByteString();
        List<ByteString> envelopes = List.of(envelope(configuration, now));
        return BlockBuilder.block(
                BlockBuilder.header(0, ByteString.EMPTY, envelopes),
                envelopes,
                ByteString.EMPTY,
                ByteString.copyFrom(new byte[1]),
                ByteString.EMPTY);
    }

    /**
     * The members that the configuration names.
     *
     * @throws LedgerUnusable when the block is no configuration of this channel
     */
    public static Membership membership(Block block) {
        try {
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(0)).getPayload());
            ConfigGroup channel =
                    ConfigEnvelope.parseFrom(payload.getData()).getConfig().getChannelGroup();
            ConfigGroup application =
                    Objects.requireNonNull(channel.getGroupsMap().get("Application"));
            ConfigGroup organisation =
                    Objects.requireNonNull(application.getGroupsMap().get(Network.MSP_ID));
            ConfigValue msp = Objects.requireNonNull(organisation.getValuesMap().get(MSP));
            FabricMSPConfig configuration = FabricMSPConfig.parseFrom(
                    MSPConfig.parseFrom(msp.getValue()).getConfig());
            return new Membership(
                    configuration.getName(),
                    Pem.certificate(configuration.getRootCerts(0).toByteArray()));
        } catch (InvalidProtocolBufferException
                | CertificateException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            throw new LedgerUnusable("Block 0 is no configuration of channel " + Network.CHANNEL + ".", e);
        }
    }

    private static ByteString envelope(ByteString configuration, Instant now) {
        SignatureHeader signatureHeader = SignatureHeader.newBuilder()
                .setNonce(ByteString.copyFrom(BlockHashes.sha256().digest(configuration.toByteArray())))
                .build();
        String transactionId = HexFormat.of()
                .formatHex(
                        BlockHashes.sha256().digest(signatureHeader.getNonce().toByteArray()));
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_VALUE)
                .setVersion(1)
                .setTimestamp(Timestamp.newBuilder().setSeconds(now.getEpochSecond()))
                .setChannelId(Network.CHANNEL)
                .setTxId(transactionId)
                .build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channelHeader.toByteString())
                        .setSignatureHeader(signatureHeader.toByteString()))
                .setData(configuration)
                .build();
        return Envelope.newBuilder().setPayload(payload.toByteString()).build().toByteString();
    }

    private static ConfigGroup channel(ConfigGroup organisation, BlockLimits limits) {
        return Policies.implicit(ConfigGroup.newBuilder())
                .setModPolicy(ADMINS)
                .putGroups("Application", application(organisation))
                .putGroups("Orderer", orderer(organisation, limits))
                .putValues(
                        "HashingAlgorithm",
                        value(HashingAlgorithm.newBuilder().setName("SHA256").build()))
                .putValues(
                        "BlockDataHashingStructure",
                        value(BlockDataHashingStructure.newBuilder()
                                .setWidth(NO_TREE)
                                .build()))
                .putValues(CAPABILITIES, capability("V3_0"))
                .build();
    }

    private static ConfigGroup application(ConfigGroup organisation) {
        return Policies.application(ConfigGroup.newBuilder())
                .setModPolicy(ADMINS)
                .putGroups(Network.MSP_ID, organisation)
                .putValues(CAPABILITIES, capability("V2_5"))
                .build();
    }

    private static ConfigGroup orderer(ConfigGroup organisation, BlockLimits limits) {
        return Policies.orderer(ConfigGroup.newBuilder())
                .setModPolicy(ADMINS)
                .putGroups(Network.MSP_ID, organisation)
                .putValues(
                        "ConsensusType",
                        value(ConsensusType.newBuilder().setType("solo").build()))
                .putValues(
                        "BatchSize",
                        value(BatchSize.newBuilder()
                                .setMaxMessageCount(limits.transactions())
                                .setPreferredMaxBytes(limits.preferredBytes())
                                .setAbsoluteMaxBytes(limits.envelopeBytes())
                                .build()))
                .putValues(
                        "BatchTimeout",
                        value(BatchTimeout.newBuilder()
                                .setTimeout(limits.timeout().toMillis() + "ms")
                                .build()))
                .putValues(CAPABILITIES, capability("V2_0"))
                .build();
    }

    private static ConfigGroup organisation(X509Certificate root, X509Certificate tlsRoot) {
        FabricMSPConfig configuration = FabricMSPConfig.newBuilder()
                .setName(Network.MSP_ID)
                .addRootCerts(pem(root))
                .addTlsRootCerts(pem(tlsRoot))
                .setCryptoConfig(FabricCryptoConfig.newBuilder()
                        .setSignatureHashFamily("SHA2")
                        .setIdentityIdentifierHashFunction("SHA256"))
                .setFabricNodeOus(FabricNodeOUs.newBuilder()
                        .setEnable(true)
                        .setClientOuIdentifier(unit(Role.CLIENT))
                        .setPeerOuIdentifier(unit(Role.PEER))
                        .setAdminOuIdentifier(unit(Role.ADMIN))
                        .setOrdererOuIdentifier(unit(Role.ORDERER)))
                .build();
        return Policies.organisation(ConfigGroup.newBuilder())
                .setModPolicy(ADMINS)
                .putValues(
                        MSP,
                        value(MSPConfig.newBuilder()
                                .setConfig(configuration.toByteString())
                                .build()))
                .build();
    }

    private static FabricOUIdentifier unit(Role role) {
        return FabricOUIdentifier.newBuilder()
                .setOrganizationalUnitIdentifier(role.organisationalUnit())
                .build();
    }

    private static ByteString pem(X509Certificate certificate) {
        return ByteString.copyFromUtf8(Pem.of(certificate));
    }

    private static ConfigValue capability(String name) {
        return value(Capabilities.newBuilder()
                .putCapabilities(name, Capability.getDefaultInstance())
                .build());
    }

    private static ConfigValue value(Message message) {
        return ConfigValue.newBuilder()
                .setValue(message.toByteString())
                .setModPolicy(ADMINS)
                .build();
    }
}
