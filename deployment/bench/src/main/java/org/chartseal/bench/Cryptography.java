package org.chartseal.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What hashing and encrypting cost at least, in pieces of 64 KiB as the storage does it. */
final class Cryptography {

    /** By the JDK's own providers. */
    static final Cryptography JDK = new Cryptography(Security.getProvider("SUN"), Security.getProvider("SunJCE"));
    /** By the native library that the storage uses where it loads, and by the JDK elsewhere. */
    static final Cryptography NATIVE = new Cryptography(libraryOr("SUN"), libraryOr("SunJCE"));

    private static final int PIECE = 1 << 16;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final double MEGABYTE = 1e6;

    private static final long WARM = 512L << 20;

    private final Provider hashes;
    private final Provider ciphers;

    private Cryptography(Provider hashes, Provider ciphers) {
        this.hashes = hashes;
        this.ciphers = ciphers;
    }

    private static Provider libraryOr(String jdk) {
        Provider library = AmazonCorrettoCryptoProvider.INSTANCE;
        return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null ? library : Security.getProvider(jdk);
    }

    /** Lets the JVM compile it. */
    void warmUp() {
        measure(WARM);
    }

    /** MB/s over that many bytes, with one thread. */
    double measure(long bytes) {
        try {
            SecureRandom random = new SecureRandom();
            byte[] key = new byte[KEY_BYTES];
            byte[] nonce = new byte[NONCE_BYTES];
            byte[] piece = new byte[PIECE];
            random.nextBytes(key);
            random.nextBytes(piece);
            byte[] encrypted = new byte[PIECE + TAG_BITS / Byte.SIZE];
            MessageDigest digest = MessageDigest.getInstance("SHA-256", hashes);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", ciphers);
            Stopwatch watch = Stopwatch.start();
            for (long done = 0; done < bytes; done += PIECE) {
                random.nextBytes(nonce);
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
                int length = cipher.doFinal(piece, 0, PIECE, encrypted, 0);
                digest.update(encrypted, 0, length);
            }
            digest.digest();
            return bytes / MEGABYTE / watch.seconds();
        } catch (GeneralSecurityException everyJdkHasThem) {
            throw new IllegalStateException(everyJdkHasThem);
        }
    }
}
