package org.chartseal.launcher.backup;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters.HashType;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.chartseal.launcher.installation.LauncherFailure;

/**
 * What stands in plain before everything else in the file: a mark, the version of the format, how the key is made from the
 * passphrase, and by what a wrong passphrase is told from damage. All of it is bound to every segment that follows.
 */
final class ArchiveHead {

    /** The format that this program writes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final long MARK = 0x43485345_414C424BL; // "CHSEALBK"
    private static final int SALT_BYTES = 16;
    private static final int CHECK_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int SEGMENT_BYTES = 1 << 16;
    private static final int MARK_BYTES = Long.BYTES + Integer.BYTES;
    private static final int REST_BYTES = KeyCost.BYTES + SALT_BYTES + CHECK_BYTES;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int format;
    private final KeyCost cost;
    private final byte[] salt;
    private final byte[] keyCheck;

    private ArchiveHead(int format, KeyCost cost, byte[] salt, byte[] keyCheck) {
        this.format = format;
        this.cost = cost;
        this.salt = salt;
        this.keyCheck = keyCheck;
    }

    /** A head with its cipher. */
    record Opened(ArchiveHead head, StreamingAead cipher) {}

    /** A new one with a salt of its own. */
    static Opened draw(byte[] passphrase, KeyCost cost) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] derived = cost.derive(passphrase, salt, KEY_BYTES + CHECK_BYTES);
        byte[] check = Arrays.copyOfRange(derived, KEY_BYTES, derived.length);
        return new Opened(new ArchiveHead(FORMAT, cost, salt, check), cipher(derived));
    }

    /**
     * Reads the head.
     *
     * @throws LauncherFailure when it is none that this program reads
     */
    static ArchiveHead read(InputStream in) throws IOException {
        ByteBuffer mark = ByteBuffer.wrap(in.readNBytes(MARK_BYTES));
        if (mark.remaining() < MARK_BYTES || mark.getLong() != MARK) {
            throw new LauncherFailure("This is no backup of Chartseal.");
        }
        int format = mark.getInt();
        if (format > FORMAT) {
            throw new LauncherFailure("This backup was made by a newer version of Chartseal (format " + format
                    + ", this version reads " + FORMAT + "). Restore it with that version.");
        }
        ByteBuffer rest = ByteBuffer.wrap(in.readNBytes(REST_BYTES));
        if (format < 1 || rest.remaining() < REST_BYTES) {
            throw new ArchiveDamaged("its head is damaged");
        }
        KeyCost cost = KeyCost.read(rest);
        byte[] salt = new byte[SALT_BYTES];
        byte[] check = new byte[CHECK_BYTES];
        rest.get(salt).get(check);
        if (!cost.isBearable()) {
            throw new ArchiveDamaged("its head is damaged");
        }
        return new ArchiveHead(format, cost, salt, check);
    }

    /**
     * The cipher for all that follows.
     *
     * @throws LauncherFailure when it is not the passphrase that the backup was made with
     */
    StreamingAead unlock(byte[] passphrase) {
        byte[] derived = cost.derive(passphrase, salt, KEY_BYTES + CHECK_BYTES);
        if (!MessageDigest.isEqual(keyCheck, Arrays.copyOfRange(derived, KEY_BYTES, derived.length))) {
            throw new LauncherFailure("The passphrase is not the one that this backup was made with"
                    + " (or the first bytes of the file were altered). Nothing can be read without it.");
        }
        return cipher(derived);
    }

    byte[] encoded() {
        ByteBuffer bytes =
                ByteBuffer.allocate(MARK_BYTES + REST_BYTES).putLong(MARK).putInt(format);
        cost.write(bytes);
        return bytes.put(salt).put(keyCheck).array();
    }

    @AccessesPartialKey // the key is made from a passphrase, and kept nowhere
    private static StreamingAead cipher(byte[] derived) {
        try {
            AesGcmHkdfStreamingParameters parameters = AesGcmHkdfStreamingParameters.builder()
                    .setKeySizeBytes(KEY_BYTES)
                    .setDerivedAesGcmKeySizeBytes(KEY_BYTES)
                    .setHkdfHashType(HashType.SHA256)
                    .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
                    .build();
            SecretBytes secret = SecretBytes.copyFrom(Arrays.copyOf(derived, KEY_BYTES), InsecureSecretKeyAccess.get());
            return AesGcmHkdfStreaming.create(AesGcmHkdfStreamingKey.create(parameters, secret));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
