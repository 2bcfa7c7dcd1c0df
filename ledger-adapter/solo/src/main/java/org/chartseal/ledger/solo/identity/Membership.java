package org.chartseal.ledger.solo.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Knows the organisation's members: certificates of its root, whose organisational unit names exactly one role. As in
 * Fabric, the time of validity is no matter of membership; who needs it asks {@link Member#expired}.
 */
public final class Membership {

    private static final int REMEMBERED = 256;

    private final String mspId;
    private final X509Certificate root;
    private final Map<ByteString, Member> remembered = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Member> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The members of the organisation with that MSP id and that root. */
    public Membership(String mspId, X509Certificate root) {
        this.mspId = mspId;
        this.root = root;
    }

    /** The organisation. */
    public String mspId() {
        return mspId;
    }

    /** Recognises a serialised identity. */
    public Member identify(ByteString creator) throws UnknownIdentity {
        synchronized (remembered) {
            Member known = remembered.get(creator);
            if (known != null) {
                return known;
            }
        }
        Member member = examine(creator);
        synchronized (remembered) {
            remembered.put(creator, member);
        }
        return member;
    }

    private Member examine(ByteString creator) throws UnknownIdentity {
        try {
            SerializedIdentity identity = SerializedIdentity.parseFrom(creator);
            if (!identity.getMspid().equals(mspId)) {
                throw new UnknownIdentity("MSP " + identity.getMspid() + " is unknown");
            }
            X509Certificate certificate = Pem.certificate(identity.getIdBytes().toByteArray());
            certificate.verify(root.getPublicKey(), Ecdsa.PROVIDER);
            if (!certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal())
                    || certificate.getBasicConstraints() >= 0) {
                throw new UnknownIdentity("the certificate is not one of a member");
            }
            return new Member(
                    roleOf(certificate),
                    certificate.getPublicKey(),
                    certificate.getNotAfter().toInstant());
        } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
            throw new UnknownIdentity("the certificate is not one of " + mspId, e);
        }
    }

    private static Role roleOf(X509Certificate certificate) throws CertificateEncodingException, UnknownIdentity {
        RDN[] units = new JcaX509CertificateHolder(certificate).getSubject().getRDNs(BCStyle.OU);
        List<String> names = Arrays.stream(units)
                .map(unit -> IETFUtils.valueToString(unit.getFirst().getValue()))
                .toList();
        List<Role> roles = Arrays.stream(Role.values())
                .filter(role -> names.contains(role.organisationalUnit()))
                .toList();
        if (roles.size() != 1) {
            throw new UnknownIdentity("the identity must be a client, a peer, an orderer or an admin identity");
        }
        return roles.get(0);
    }
}
