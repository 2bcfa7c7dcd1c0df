package org.chartseal.ledger.solo.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues the organisation's certificates. */
public final class CertificateAuthority {

    private static final Duration BACKDATED = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 127;

    private final Credential own;

    CertificateAuthority(Credential own) {
        this.own = own;
    }

    /** A new authority that vouches for itself. */
    static CertificateAuthority create(String commonName, Instant now, Duration validity) {
        KeyPair keys = Ecdsa.newKeyPair();
        X500Name name = name(commonName, "authority");
        Order order = new Order(name, name, keys.getPublic(), now.minus(BACKDATED), now.plus(validity));
        X509Certificate certificate = order.signedWith(keys.getPrivate(), builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        });
        return new CertificateAuthority(new Credential(certificate, keys.getPrivate()));
    }

    /** The authority's own certificate and key. */
    Credential own() {
        return own;
    }

    /** Issues a new key and a certificate for signing, with the role as organisational unit. */
    public Credential issue(String commonName, Role role, Instant notBefore, Instant notAfter) {
        return issue(commonName, role.organisationalUnit(), notBefore, notAfter);
    }

    /** Issues a new key and a certificate for signing, with any organisational unit. */
    public Credential issue(String commonName, String organisationalUnit, Instant notBefore, Instant notAfter) {
        KeyPair keys = Ecdsa.newKeyPair();
        return new Credential(
                order(name(commonName, organisationalUnit), keys, notBefore.minus(BACKDATED), notAfter)
                        .signedWith(own.key(), builder -> {
                            addLeafExtensions(builder, keys.getPublic());
                            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                        }),
                keys.getPrivate());
    }

    /** Issues a new key and a certificate for a TLS server on this machine's loopback interface. */
    Credential issueServer(String commonName, Instant notBefore, Instant notAfter) {
        KeyPair keys = Ecdsa.newKeyPair();
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
        return new Credential(
                order(name(commonName, "server"), keys, notBefore.minus(BACKDATED), notAfter)
                        .signedWith(own.key(), builder -> {
                            addLeafExtensions(builder, keys.getPublic());
                            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                            builder.addExtension(
                                    Extension.extendedKeyUsage,
                                    false,
                                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
                            builder.addExtension(Extension.subjectAlternativeName, false, names);
                        }),
                keys.getPrivate());
    }

    private Order order(X500Name subject, KeyPair keys, Instant notBefore, Instant notAfter) {
        X500Name issuer = subjectOf(own.certificate());
        return new Order(issuer, subject, keys.getPublic(), notBefore, notAfter);
    }

    private void addLeafExtensions(X509v3CertificateBuilder builder, PublicKey key)
            throws IOException, GeneralSecurityException {
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(own.certificate().getPublicKey()));
    }

    private static X500Name subjectOf(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate).getSubject();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificate without an encoding", e);
        }
    }

    private static X500Name name(String commonName, String organisationalUnit) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Chartseal solo ledger")
                .addRDN(BCStyle.OU, organisationalUnit)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    @FunctionalInterface
    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException, GeneralSecurityException;
    }

    private record Order(X500Name issuer, X500Name subject, PublicKey key, Instant notBefore, Instant notAfter) {

        X509Certificate signedWith(PrivateKey issuerKey, Extensions extensions) {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject,
                    key);
            try {
                extensions.addTo(builder);
                return new JcaX509CertificateConverter()
                        .setProvider(Ecdsa.PROVIDER)
                        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                                .setProvider(Ecdsa.PROVIDER)
                                .build(issuerKey)));
            } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
                throw new IllegalStateException("cannot issue a certificate", e);
            }
        }
    }
}
