package org.chartseal.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** The organisations that a channel's configuration block names, and the certificates that vouch for their members. */
final class ChannelMembers {

    private static final int CACHED = 1_000;

    private final Map<String, List<X509Certificate>> authorities;
    private final Map<ByteString, Optional<Member>> known = new ConcurrentHashMap<>();

    private ChannelMembers(Map<String, List<X509Certificate>> authorities) {
        this.authorities = authorities;
    }

    /** A member whose certificate an organisation's authority issued. */
    record Member(String organisation, X509Certificate certificate) {

        boolean signed(byte[] signature, byte[]... message) {
            try {
                Signature verifier = Signature.getInstance("SHA256withECDSA");
                verifier.initVerify(certificate.getPublicKey());
                for (byte[] part : message) {
                    verifier.update(part);
                }
                return verifier.verify(signature);
            } catch (GeneralSecurityException malformed) {
                return false;
            }
        }
    }

    static ChannelMembers of(Block configurationBlock) {
        try {
            Envelope envelope = Envelope.parseFrom(configurationBlock.getData().getData(0));
            Payload payload = Payload.parseFrom(envelope.getPayload());
            ConfigGroup channel =
                    ConfigEnvelope.parseFrom(payload.getData()).getConfig().getChannelGroup();
            Map<String, List<X509Certificate>> authorities = new HashMap<>();
            collect(channel, authorities);
            return new ChannelMembers(authorities);
        } catch (InvalidProtocolBufferException | CertificateException malformed) {
            throw new IllegalStateException("the channel's first block is no configuration", malformed);
        }
    }

    private static void collect(ConfigGroup group, Map<String, List<X509Certificate>> authorities)
            throws InvalidProtocolBufferException, CertificateException {
        ConfigValue msp = group.getValuesMap().get("MSP");
        if (msp != null) {
            FabricMSPConfig configuration = FabricMSPConfig.parseFrom(
                    MSPConfig.parseFrom(msp.getValue()).getConfig());
            List<X509Certificate> certificates =
                    authorities.computeIfAbsent(configuration.getName(), name -> new ArrayList<>());
            for (ByteString root : configuration.getRootCertsList()) {
                certificates.add(certificate(root));
            }
            for (ByteString intermediate : configuration.getIntermediateCertsList()) {
                certificates.add(certificate(intermediate));
            }
        }
        for (ConfigGroup inner : group.getGroupsMap().values()) {
            collect(inner, authorities);
        }
    }

    /** The member that the serialised identity names; empty when no authority of the channel issued its certificate. */
    Optional<Member> member(ByteString serializedIdentity) {
        Optional<Member> cached = known.get(serializedIdentity);
        if (cached != null) {
            return cached;
        }
        Optional<Member> member = check(serializedIdentity);
        if (known.size() < CACHED) {
            known.put(serializedIdentity, member);
        }
        return member;
    }

    private Optional<Member> check(ByteString serializedIdentity) {
        try {
            SerializedIdentity identity = SerializedIdentity.parseFrom(serializedIdentity);
            X509Certificate certificate = certificate(identity.getIdBytes());
            for (X509Certificate authority : authorities.getOrDefault(identity.getMspid(), List.of())) {
                if (issued(authority, certificate)) {
                    return Optional.of(new Member(identity.getMspid(), certificate));
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException | CertificateException malformed) {
            return Optional.empty();
        }
    }

    private static boolean issued(X509Certificate authority, X509Certificate certificate) {
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException notIssued) {
            return false;
        }
    }

    private static X509Certificate certificate(ByteString pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.toByteArray()));
    }
}
