package org.chartseal.ledger.fabric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.chartseal.ledger.fabric.ProfileDefect.Kind;
import org.hyperledger.fabric.client.identity.Identities;

/** The certificate and key of a profile, as far as they can be judged without the network. */
record ProfileIdentity(LedgerProfile profile) {

    private static final byte[] ANYTHING = "anything".getBytes(StandardCharsets.UTF_8);

    /** @throws ProfileDefect when nobody could act by them at that moment */
    void check(Instant now) {
        X509Certificate certificate = certificate();
        requireFit(certificate, privateKey());
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new ProfileDefect(
                    Kind.CERTIFICATE_EXPIRED,
                    profile.certificate().toString(),
                    certificate.getNotAfter().toInstant().toString());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new ProfileDefect(
                    Kind.CERTIFICATE_EARLY,
                    profile.certificate().toString(),
                    certificate.getNotBefore().toInstant().toString());
        }
    }

    /** Whose the certificate is and who issued it, for a person who has to compare. */
    String describe() {
        X509Certificate certificate = certificate();
        return certificate.getSubjectX500Principal().getName() + ", issued by "
                + certificate.getIssuerX500Principal().getName();
    }

    private X509Certificate certificate() {
        try (var pem = Files.newBufferedReader(profile.certificate())) {
            return Identities.readX509Certificate(pem);
        } catch (IOException | CertificateException | RuntimeException unreadable) {
            throw new ProfileDefect(
                    Kind.CERTIFICATE_UNREADABLE,
                    profile.certificate().toString(),
                    String.valueOf(unreadable.getMessage()),
                    unreadable);
        }
    }

    private PrivateKey privateKey() {
        try (var pem = Files.newBufferedReader(profile.privateKey())) {
            return Identities.readPrivateKey(pem);
        } catch (IOException | InvalidKeyException | RuntimeException unreadable) {
            throw new ProfileDefect(
                    Kind.KEY_UNREADABLE,
                    profile.privateKey().toString(),
                    String.valueOf(unreadable.getMessage()),
                    unreadable);
        }
    }

    private void requireFit(X509Certificate certificate, PrivateKey key) {
        boolean fits;
        try {
            Signature signing = Signature.getInstance("SHA256withECDSA");
            signing.initSign(key);
            signing.update(ANYTHING);
            Signature verifying = Signature.getInstance("SHA256withECDSA");
            verifying.initVerify(certificate);
            verifying.update(ANYTHING);
            fits = verifying.verify(signing.sign());
        } catch (GeneralSecurityException unlike) {
            throw new ProfileDefect(
                    Kind.KEY_MISMATCH, profile.privateKey().toString(), String.valueOf(unlike.getMessage()), unlike);
        }
        if (!fits) {
            throw new ProfileDefect(Kind.KEY_MISMATCH, profile.privateKey().toString(), "");
        }
    }
}
