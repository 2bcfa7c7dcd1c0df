package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** An organisation with an authority of its own, as cryptogen makes one. */
public final class TestOrganisation {

    private static final Date FROM = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final Date UNTIL = Date.from(Instant.parse("2036-01-01T00:00:00Z"));
    private static final AtomicLong SERIAL = new AtomicLong(1);

    public final String id;
    private final X500Name name;
    private final KeyPair keys = keyPair();
    private final X509Certificate root;

    public TestOrganisation(String id) {
        this.id = id;
        this.name = new X500Name("CN=ca." + id);
        this.root = certificate(name, keys, true);
    }

    public X509Certificate root() {
        return root;
    }

    /** Someone who signs. */
    public record Identity(ByteString serialized, X509Certificate certificate, KeyPair keys) {

        public ByteString sign(byte[]... parts) {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(keys.getPrivate());
                for (byte[] part : parts) {
                    signature.update(part);
                }
                return ByteString.copyFrom(signature.sign());
            } catch (GeneralSecurityException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** Someone whose certificate has that organisational unit. */
    public Identity issue(String unit) {
        return issue(unit, false);
    }

    public Identity issue(String unit, boolean authority) {
        KeyPair own = keyPair();
        X509Certificate certificate = certificate(new X500Name("CN=someone,OU=" + unit), own, authority);
        return new Identity(
                SerializedIdentity.newBuilder()
                        .setMspid(id)
                        .setIdBytes(pem(certificate))
                        .build()
                        .toByteString(),
                certificate,
                own);
    }

    public FabricMSPConfig.Builder configuration() {
        return FabricMSPConfig.newBuilder()
                .setName(id)
                .addRootCerts(pem(root))
                .setFabricNodeOus(FabricNodeOUs.newBuilder()
                        .setEnable(true)
                        .setClientOuIdentifier(unit("client"))
                        .setPeerOuIdentifier(unit("peer"))
                        .setAdminOuIdentifier(unit("admin"))
                        .setOrdererOuIdentifier(unit("orderer")));
    }

    /** A list that revokes that certificate, PEM. */
    public ByteString revocation(Identity revoked) {
        try {
            JcaX509v2CRLBuilder list = new JcaX509v2CRLBuilder(root.getSubjectX500Principal(), FROM);
            list.addCRLEntry(revoked.certificate().getSerialNumber(), FROM, 0);
            return pem(new JcaX509CRLConverter().getCRL(list.build(signer())));
        } catch (GeneralSecurityException | OperatorCreationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private FabricOUIdentifier.Builder unit(String unit) {
        return FabricOUIdentifier.newBuilder().setCertificate(pem(root)).setOrganizationalUnitIdentifier(unit);
    }

    private X509Certificate certificate(X500Name subject, KeyPair of, boolean authority) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, BigInteger.valueOf(SERIAL.getAndIncrement()), FROM, UNTIL, subject, of.getPublic());
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private org.bouncycastle.operator.ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }

    private static ByteString pem(Object content) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        return ByteString.copyFromUtf8(text.toString());
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
