package org.chartseal.storage;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters.HashType;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;

/**
 * The key of one object, with the digest of the context that it was drawn for. Content is encrypted by Tink's AES-256-GCM
 * streaming in segments of 64 KiB: the JDK is slow on larger ones.
 */
final class DataKey {

    private static final String USE = "object-key";
    private static final int KEY_BYTES = 32;
    private static final int DIGEST_BYTES = 32;
    private static final int SEGMENT_BYTES = 1 << 16;
    private static final AesGcmHkdfStreamingParameters PARAMETERS = parameters();

    private final byte[] secret;
    private final byte[] contextDigest;

    private DataKey(byte[] secret, byte[] contextDigest) {
        this.secret = secret;
        this.contextDigest = contextDigest;
    }

    static DataKey draw(ObjectContext context) {
        byte[] secret = SecretBytes.randomBytes(KEY_BYTES).toByteArray(InsecureSecretKeyAccess.get());
        return new DataKey(secret, digest(context));
    }

    /** Throws what {@link KeyVault#unwrap} throws. */
    static DataKey unwrap(KeyVault vault, WrappedKey wrapped) {
        byte[] both = vault.unwrap(wrapped, USE);
        if (both.length != KEY_BYTES + DIGEST_BYTES) {
            throw Refused.because("vault-key-altered");
        }
        return new DataKey(Arrays.copyOf(both, KEY_BYTES), Arrays.copyOfRange(both, KEY_BYTES, both.length));
    }

    WrappedKey wrap(KeyVault vault) {
        byte[] both = ByteBuffer.allocate(KEY_BYTES + DIGEST_BYTES)
                .put(secret)
                .put(contextDigest)
                .array();
        try {
            return vault.wrap(both, USE);
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    /** Whether this is the key of an object of that context. */
    boolean belongsTo(ObjectContext context) {
        return MessageDigest.isEqual(contextDigest, digest(context));
    }

    /** What Tink binds to every segment: the context that the key was drawn for, and the object's header. */
    byte[] associatedData(ObjectHeader header) {
        byte[] encoded = header.encoded();
        return ByteBuffer.allocate(DIGEST_BYTES + encoded.length)
                .put(contextDigest)
                .put(encoded)
                .array();
    }

    @AccessesPartialKey // the object's header is where this key is kept
    StreamingAead cipher() {
        try {
            return AesGcmHkdfStreaming.create(AesGcmHkdfStreamingKey.create(
                    PARAMETERS, SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] digest(ObjectContext context) {
        return Sha256.digest().digest(context.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static AesGcmHkdfStreamingParameters parameters() {
        try {
            return AesGcmHkdfStreamingParameters.builder()
                    .setKeySizeBytes(KEY_BYTES)
                    .setDerivedAesGcmKeySizeBytes(KEY_BYTES)
                    .setHkdfHashType(HashType.SHA256)
                    .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
