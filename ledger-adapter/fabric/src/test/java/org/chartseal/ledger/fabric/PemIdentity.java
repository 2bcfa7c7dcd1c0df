package org.chartseal.ledger.fabric;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.client.identity.Identities;

/** A certificate that nobody but itself vouches for, and its key. */
record PemIdentity(X509Certificate certificate, PrivateKey key) {

    static PemIdentity validFrom(Instant from, Duration length) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Principal name = new X500Principal("CN=someone");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(from), Date.from(from.plus(length)), name, pair.getPublic());
        try {
            return new PemIdentity(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))),
                    pair.getPrivate());
        } catch (OperatorCreationException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }

    Path writeCertificate(Path file) throws IOException {
        return Files.writeString(file, Identities.toPemString(certificate));
    }

    Path writeKey(Path file) throws IOException {
        return Files.writeString(file, Identities.toPemString(key));
    }
}
