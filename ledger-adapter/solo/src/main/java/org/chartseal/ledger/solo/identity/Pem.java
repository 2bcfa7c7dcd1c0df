package org.chartseal.ledger.solo.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Certificates and private keys as PEM text. */
public final class Pem {

    private Pem() {}

    /** The certificate as text. */
    public static String of(X509Certificate certificate) {
        try {
            return text("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("certificate without an encoding", e);
        }
    }

    /** The key as PKCS#8 text. */
    public static String of(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    /** Reads one certificate. */
    public static X509Certificate certificate(byte[] text) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509", Ecdsa.PROVIDER);
        if (factory.generateCertificate(new ByteArrayInputStream(text)) instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new CertificateException("no certificate in the text");
    }

    /** Reads one PKCS#8 key. */
    static PrivateKey privateKey(byte[] text) throws GeneralSecurityException, IOException {
        try (PemReader reader = new PemReader(new StringReader(new String(text, StandardCharsets.US_ASCII)))) {
            PemObject object = reader.readPemObject();
            if (object == null) {
                throw new IOException("no key in the text");
            }
            return KeyFactory.getInstance("EC", Ecdsa.PROVIDER)
                    .generatePrivate(new PKCS8EncodedKeySpec(object.getContent()));
        }
    }

    private static String text(String type, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return text.toString();
    }
}
