package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;

/**
 * An organisation as a channel's configuration defines it (its MSP): which certificates are its members', and in which role. As
 * in Fabric, whether a certificate has run out is no matter of membership: the block was signed in its time.
 */
public final class Organisation {

    private final FabricMSPConfig configuration;
    private final List<X509Certificate> authorities;
    private final List<X509CRL> revocations;

    private Organisation(FabricMSPConfig configuration, List<X509Certificate> authorities, List<X509CRL> revocations) {
        this.configuration = configuration;
        this.authorities = authorities;
        this.revocations = revocations;
    }

    static Organisation of(FabricMSPConfig configuration) throws CertificateException, CRLException {
        List<X509Certificate> authorities = new ArrayList<>();
        for (ByteString pem : configuration.getRootCertsList()) {
            authorities.add(certificate(pem));
        }
        for (ByteString pem : configuration.getIntermediateCertsList()) {
            authorities.add(certificate(pem));
        }
        List<X509CRL> revocations = new ArrayList<>();
        for (ByteString crl : configuration.getRevocationListList()) {
            revocations.add((X509CRL) CertificateFactory.getInstance("X.509").generateCRL(stream(crl)));
        }
        return new Organisation(configuration, List.copyOf(authorities), List.copyOf(revocations));
    }

    /** The MSP id. */
    public String id() {
        return configuration.getName();
    }

    /**
     * The certificates that vouch for everything else of the organisation.
     *
     * @throws CertificateException when an authority below them was issued by none of the others
     */
    public Set<X509Certificate> roots() throws CertificateException {
        int roots = configuration.getRootCertsCount();
        Set<X509Certificate> vouched = new LinkedHashSet<>(authorities.subList(0, roots));
        List<X509Certificate> open = new ArrayList<>(authorities.subList(roots, authorities.size()));
        while (open.removeIf(each -> vouched.stream().anyMatch(known -> issued(known, each)) && vouched.add(each))) {
            // Each round finds those that the ones of the last round issued.
        }
        if (!open.isEmpty()) {
            throw new CertificateException("no root of " + id() + " issued one of its authorities");
        }
        return Set.copyOf(authorities.subList(0, roots));
    }

    /** Whether its certificates say what they are for; else every one is just a member's. */
    boolean hasRoles() {
        return configuration.getFabricNodeOus().getEnable();
    }

    /** The member with that identity and certificate (PEM); empty when the certificate is not one of a member. */
    Optional<Member> member(ByteString identity, ByteString pem) {
        try {
            X509Certificate certificate = certificate(pem);
            Optional<X509Certificate> issuer = authorities.stream()
                    .filter(authority -> issued(authority, certificate))
                    .findFirst();
            if (issuer.isEmpty() || certificate.getBasicConstraints() >= 0 || isRevoked(certificate)) {
                return Optional.empty();
            }
            Set<MSPRoleType> roles = roles(certificate, pem, issuer.get());
            return hasRoles() && roles.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Member(identity, id(), certificate, roles));
        } catch (CertificateException malformed) {
            return Optional.empty();
        }
    }

    private boolean isRevoked(X509Certificate certificate) {
        return revocations.stream().anyMatch(list -> list.isRevoked(certificate));
    }

    /** A certificate whose organisational units name more than one role has none. */
    private Set<MSPRoleType> roles(X509Certificate certificate, ByteString pem, X509Certificate issuer)
            throws CertificateException {
        Set<MSPRoleType> roles = EnumSet.noneOf(MSPRoleType.class);
        if (hasRoles()) {
            List<String> units = units(certificate);
            for (Map.Entry<MSPRoleType, FabricOUIdentifier> role : identifiers().entrySet()) {
                if (units.contains(role.getValue().getOrganizationalUnitIdentifier())
                        && vouches(role.getValue(), issuer)) {
                    roles.add(role.getKey());
                }
            }
            if (roles.size() > 1) {
                return Set.of();
            }
        }
        if (configuration.getAdminsList().contains(pem)) {
            roles.add(MSPRoleType.ADMIN);
        }
        return roles;
    }

    private Map<MSPRoleType, FabricOUIdentifier> identifiers() {
        FabricNodeOUs units = configuration.getFabricNodeOus();
        Map<MSPRoleType, FabricOUIdentifier> identifiers = new EnumMap<>(MSPRoleType.class);
        identifiers.put(MSPRoleType.CLIENT, units.getClientOuIdentifier());
        identifiers.put(MSPRoleType.PEER, units.getPeerOuIdentifier());
        identifiers.put(MSPRoleType.ADMIN, units.getAdminOuIdentifier());
        identifiers.put(MSPRoleType.ORDERER, units.getOrdererOuIdentifier());
        return identifiers;
    }

    /** A unit can be bound to one authority; then it counts under that one, or one that it issued, alone. */
    private static boolean vouches(FabricOUIdentifier unit, X509Certificate issuer) throws CertificateException {
        if (unit.getCertificate().isEmpty()) {
            return true;
        }
        X509Certificate bound = certificate(unit.getCertificate());
        return bound.equals(issuer) || issued(bound, issuer);
    }

    private static List<String> units(X509Certificate certificate) {
        RDN[] units = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .getRDNs(BCStyle.OU);
        return Stream.of(units)
                .map(unit -> IETFUtils.valueToString(unit.getFirst().getValue()))
                .toList();
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
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream(pem));
    }

    private static ByteArrayInputStream stream(ByteString bytes) {
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Reads an organisation's configuration value. */
    static Organisation read(ByteString mspConfiguration)
            throws InvalidProtocolBufferException, CertificateException, CRLException {
        return of(FabricMSPConfig.parseFrom(org.hyperledger.fabric.protos.msp.MSPConfig.parseFrom(mspConfiguration)
                .getConfig()));
    }
}
