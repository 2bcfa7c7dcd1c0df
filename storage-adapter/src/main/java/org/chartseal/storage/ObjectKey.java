package org.chartseal.storage;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters.HashType;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.chartseal.domain.documents.KeyCommitment;
import org.chartseal.domain.documents.ObjectContext;

/**
 * The key of one object in one context. By HKDF-SHA256 (RFC 5869) two things follow from it: the key commitment, and the key of
 * Tink's AES-256-GCM streaming. Nobody finds two keys with the same commitment, as that would be a collision of SHA-256, so an object
 * opens to one content at most, whoever made it; AES-GCM alone does not promise that. Segments have 64 KiB: the JDK is slow on larger
 * ones.
 */
final class ObjectKey {

    /** Length of the secret. */
    static final int BYTES = 32;

    private static final int DIGEST_BYTES = 32;
    /** Of a whole encrypted segment. */
    static final int SEGMENT_BYTES = 1 << 16;

    private static final int TAG_BYTES = 16;
    private static final int PLAIN_BYTES = SEGMENT_BYTES - TAG_BYTES;
    /** Tink's own header, in the first segment: its length, a salt and the beginning of the nonces. */
    private static final int TINK_BYTES = 1 + BYTES + 7;

    private static final String COMMITMENT = "chartseal object 2 commitment";
    private static final String CONTENT = "chartseal object 2 content";
    private static final AesGcmHkdfStreamingParameters PARAMETERS = parameters();

    static {
        NativeCryptography.register();
    }

    private final byte[] secret;
    private final byte[] contextDigest;

    /** @param secret {@value #BYTES} bytes */
    ObjectKey(byte[] secret, ObjectContext context) {
        this.secret = secret.clone();
        this.contextDigest = Sha256.digest().digest(context.toString().getBytes(StandardCharsets.UTF_8));
    }

    static ObjectKey draw(ObjectContext context) {
        return new ObjectKey(SecretBytes.randomBytes(BYTES).toByteArray(InsecureSecretKeyAccess.get()), context);
    }

    byte[] secret() {
        return secret.clone();
    }

    KeyCommitment commitment() {
        return new KeyCommitment(HexFormat.of().formatHex(derive(COMMITMENT)));
    }

    ObjectHeader header() {
        return new ObjectHeader(commitment());
    }

    /** What Tink binds to every segment: the context, and the object's header. */
    byte[] associatedData() {
        byte[] header = header().encoded();
        return ByteBuffer.allocate(DIGEST_BYTES + header.length)
                .put(contextDigest)
                .put(header)
                .array();
    }

    @AccessesPartialKey // it follows from the secret, which is kept wrapped
    StreamingAead cipher() {
        try {
            return AesGcmHkdfStreaming.create(AesGcmHkdfStreamingKey.create(
                    PARAMETERS, SecretBytes.copyFrom(derive(CONTENT), InsecureSecretKeyAccess.get())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How many bytes content of so many bytes has when it is encrypted. */
    static long encryptedSize(long plainSize) {
        long segments = Math.max(1, (plainSize + TINK_BYTES + PLAIN_BYTES - 1) / PLAIN_BYTES);
        return plainSize + TINK_BYTES + segments * TAG_BYTES;
    }

    /** Where the segment ends, in the encrypted content, that has the last of so many bytes. */
    static long encryptedEnd(long plainBytes, long encryptedSize) {
        long segment = (Math.max(1, plainBytes) - 1 + TINK_BYTES) / PLAIN_BYTES;
        return Math.min(encryptedSize, (segment + 1) * SEGMENT_BYTES);
    }

    /** How many bytes of the content the segment has from that byte on, if it is not the last one. */
    static int plainBytesToEndOfSegment(long from) {
        return PLAIN_BYTES - (int) ((from + TINK_BYTES) % PLAIN_BYTES);
    }

    private byte[] derive(String what) {
        try {
            return Hkdf.computeHkdf(
                    "HMACSHA256", secret, contextDigest, what.getBytes(StandardCharsets.US_ASCII), BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static AesGcmHkdfStreamingParameters parameters() {
        try {
            return AesGcmHkdfStreamingParameters.builder()
                    .setKeySizeBytes(BYTES)
                    .setDerivedAesGcmKeySizeBytes(BYTES)
                    .setHkdfHashType(HashType.SHA256)
                    .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
