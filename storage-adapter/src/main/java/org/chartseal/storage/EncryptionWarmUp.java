package org.chartseal.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.UUID;
import org.chartseal.domain.documents.ObjectContext;

/**
 * Encrypts, digests and decrypts nothing in particular until the JVM has compiled what does so: before that it is many times slower, and
 * the first file after a start would take that long. Takes a second or two of one processor.
 */
public final class EncryptionWarmUp {

    /** Many small pieces: how often something was called counts more than how long it took. */
    private static final int ROUNDS = 6_000;

    private static final int BYTES = 1 << 13;

    private EncryptionWarmUp() {}

    /** Returns when it is done. */
    public static void run() {
        byte[] content = new byte[BYTES];
        byte[] associated = new byte[128];
        ObjectKey key = ObjectKey.draw(new ObjectContext(new UUID(0, 0), new UUID(0, 0), 1));
        MessageDigest digest = Sha256.digest();
        for (int round = 0; round < ROUNDS; round++) {
            ByteArrayOutputStream encrypted = new ByteArrayOutputStream(2 * BYTES);
            try {
                try (OutputStream out = key.cipher().newEncryptingStream(encrypted, associated)) {
                    out.write(content);
                }
                digest.update(encrypted.toByteArray());
                try (InputStream in = key.cipher()
                        .newDecryptingStream(new ByteArrayInputStream(encrypted.toByteArray()), associated)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException | GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
