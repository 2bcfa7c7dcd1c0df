package org.chartseal.fabric;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.hyperledger.fabric.client.identity.Identities;

/** A client of the first hospital whose certificate, issued by the hospital's own authority, soon runs out. */
final class ShortLivedCertificate {

    private ShortLivedCertificate() {}

    /** The profile with another certificate and key, which are put into that folder. */
    static LedgerProfile client(LedgerProfile profile, Path crypto, Path folder, Instant until) {
        try {
            Path authority = crypto.resolve("peerOrganizations/hospital-a.chartseal/ca");
            X509Certificate issuer;
            PrivateKey issuerKey;
            try (var certificate = Files.newBufferedReader(authority.resolve("ca.hospital-a.chartseal-cert.pem"));
                    var key = Files.newBufferedReader(authority.resolve("priv_sk"))) {
                issuer = Identities.readX509Certificate(certificate);
                issuerKey = Identities.readPrivateKey(key);
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X509Certificate issued = issue(issuer, issuerKey, keys, until);
            return new LedgerProfile(
                    profile.kind(),
                    profile.endpoint(),
                    profile.channels(),
                    profile.mspId(),
                    pem(folder.resolve("short-lived.crt"), issued),
                    pem(folder.resolve("short-lived.key"), keys.getPrivate()),
                    profile.tlsRoots(),
                    profile.serverName());
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static X509Certificate issue(X509Certificate issuer, PrivateKey issuerKey, KeyPair keys, Instant until)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(until.toEpochMilli()),
                issuer.getNotBefore(),
                Date.from(until),
                new X500Principal("CN=short-lived,OU=client"),
                keys.getPublic());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuer));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
    }

    private static Path pem(Path file, Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    what instanceof PrivateKey key
                            ? new org.bouncycastle.openssl.PKCS8Generator(
                                    org.bouncycastle.asn1.pkcs.PrivateKeyInfo.getInstance(key.getEncoded()), null)
                            : what);
        }
        return Files.writeString(file, text.toString());
    }
}
