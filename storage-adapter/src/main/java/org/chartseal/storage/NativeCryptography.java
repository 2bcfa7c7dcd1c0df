package org.chartseal.storage;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * AES-GCM, SHA-256 and ECDSA by a native library, before those of the JDK and for these three alone. JDK 17's AES-GCM is twenty times
 * slower until its compiler has come round to it, which on a busy machine takes minutes after a start, and its ECDSA ten times slower.
 * Where the library does not load, as on a platform that it does not know, everything goes on by the JDK's own.
 */
final class NativeCryptography extends Provider {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(NativeCryptography.class.getName());
    private static final String NAME = "Chartseal-native";
    private static final Provider LIBRARY = AmazonCorrettoCryptoProvider.INSTANCE;

    private NativeCryptography() {
        super(NAME, "1", "AES-GCM, SHA-256 and ECDSA by " + LIBRARY.getName());
        lend("Cipher", "AES/GCM/NoPadding");
        lend("MessageDigest", "SHA-256");
        lend("Signature", "SHA256withECDSA");
    }

    /** Whoever asks the JVM for one of them gets the native one from now on. One of an earlier deployment makes room. */
    static void register() {
        Throwable failure = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (failure != null) {
            LOG.log(Level.INFO, "Files are encrypted by the JDK, as the native library does not load here", failure);
            return;
        }
        Security.removeProvider(NAME);
        Security.insertProviderAt(new NativeCryptography(), 1);
    }

    private void lend(String type, String algorithm) {
        putService(new Lent(this, LIBRARY.getService(type, algorithm)));
    }

    /** One of the library's algorithms, in the name of this provider. */
    private static final class Lent extends Service {

        private final Service service;

        Lent(Provider provider, Service service) {
            super(provider, service.getType(), service.getAlgorithm(), service.getClassName(), null, null);
            this.service = service;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return service.newInstance(parameter);
        }

        @Override
        public boolean supportsParameter(Object parameter) {
            return service.supportsParameter(parameter);
        }
    }
}
