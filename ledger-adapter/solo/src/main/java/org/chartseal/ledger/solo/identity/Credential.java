package org.chartseal.ledger.solo.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and its private key. */
public record Credential(X509Certificate certificate, PrivateKey key) {

    static Credential read(Path folder, String name) throws IOException, GeneralSecurityException {
        return new Credential(
                Pem.certificate(Files.readAllBytes(certificateFile(folder, name))),
                Pem.privateKey(Files.readAllBytes(keyFile(folder, name))));
    }

    void write(Path folder, String name) throws IOException {
        PrivateFiles.write(certificateFile(folder, name), Pem.of(certificate));
        PrivateFiles.write(keyFile(folder, name), Pem.of(key));
    }

    private static Path certificateFile(Path folder, String name) {
        return folder.resolve(name + ".pem");
    }

    private static Path keyFile(Path folder, String name) {
        return folder.resolve(name + "-key.pem");
    }
}
