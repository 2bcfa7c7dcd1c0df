package org.chartseal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.login.LoginException;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Master keys (AES-256-GCM) in a hardware module, by PKCS#11. They are made in it, cannot be taken out of it, and everything is encrypted
 * and decrypted there. They are called {@code LABEL-1}, {@code LABEL-2}, and so on; the highest number is the newest.
 */
public final class Pkcs11KeyVault implements RotatableVault, AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final VaultPlace.HardwareModule place;
    private final Provider provider;
    private final KeyStore keys;
    private volatile List<String> names;

    private Pkcs11KeyVault(VaultPlace.HardwareModule place, Provider provider, KeyStore keys) {
        this.place = place;
        this.provider = provider;
        this.keys = keys;
        this.names = read();
    }

    /**
     * Makes the first master key.
     *
     * @throws Refused {@code vault-exists} when there is one; and as {@link #open}
     */
    public static Pkcs11KeyVault create(VaultPlace.HardwareModule place) {
        Pkcs11KeyVault vault = connect(place);
        if (!vault.names.isEmpty()) {
            vault.close();
            throw Refused.because("vault-exists", place.facts());
        }
        vault.addNew();
        return vault;
    }

    /**
     * Opens the vault.
     *
     * @throws Refused {@code vault-module-missing} when its library is not there; {@code vault-slot-missing} when it has no such slot or
     *     no token is in it; {@code vault-pin-missing}; {@code vault-pin-wrong}; {@code vault-missing} when it has no master key of that
     *     label
     * @throws Unavailable when it does not answer
     */
    public static Pkcs11KeyVault open(VaultPlace.HardwareModule place) {
        Pkcs11KeyVault vault = connect(place);
        if (vault.names.isEmpty()) {
            vault.close();
            throw Refused.because("vault-missing", place.facts());
        }
        return vault;
    }

    /** Whether the module has a master key of that label; refuses as {@link #open}. */
    static boolean exists(VaultPlace.HardwareModule place) {
        try (Pkcs11KeyVault vault = connect(place)) {
            return !vault.names.isEmpty();
        }
    }

    private static Pkcs11KeyVault connect(VaultPlace.HardwareModule place) {
        if (!Files.isRegularFile(place.library())) {
            throw Refused.because("vault-module-missing", place.facts());
        }
        char[] pin = place.pin();
        try {
            Provider provider = Security.getProvider("SunPKCS11").configure(configuration(place));
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, pin);
            return new Pkcs11KeyVault(place, provider, keys);
        } catch (GeneralSecurityException | ProviderException | IOException failure) {
            throw explained(failure, place);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private static RuntimeException explained(Exception failure, VaultPlace.HardwareModule place) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.startsWith("CKR_PIN_") || cause instanceof LoginException) {
                return Refused.because("vault-pin-wrong", place.facts()).causedBy(failure);
            }
            if (message.equals("CKR_SLOT_ID_INVALID") || message.equals("CKR_TOKEN_NOT_PRESENT")) {
                return Refused.because("vault-slot-missing", place.facts()).causedBy(failure);
            }
        }
        boolean noToken = failure instanceof GeneralSecurityException && failure.getCause() == null;
        return noToken
                ? Refused.because("vault-slot-missing", place.facts()).causedBy(failure)
                : new Unavailable("vault", RETRY_AFTER, failure);
    }

    private static String configuration(VaultPlace.HardwareModule place) {
        return String.format(Locale.ROOT, """
                --
                name = chartseal-%1$d
                library = %2$s
                slot = %1$d
                attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_ENCRYPT = true
                  CKA_DECRYPT = true
                }
                """, place.slot(), place.library());
    }

    @Override
    public String newest() {
        return names.get(0);
    }

    @Override
    public boolean hasFormer() {
        return names.size() > 1;
    }

    @Override
    public synchronized void addNew() {
        int last = names.stream().findFirst().map(this::number).orElse(0);
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
            generator.init(KEY_BITS);
            keys.setEntry(place.label() + "-" + (last + 1), new KeyStore.SecretKeyEntry(generator.generateKey()), null);
            names = read();
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    @Override
    public synchronized void removeFormer() {
        try {
            for (String former : names.subList(1, names.size())) {
                keys.deleteEntry(former);
            }
            names = read();
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    /** The newest first. */
    private List<String> read() {
        Pattern ours = Pattern.compile(Pattern.quote(place.label()) + "-[1-9][0-9]{0,8}");
        try {
            return Collections.list(keys.aliases()).stream()
                    .filter(name -> ours.matcher(name).matches())
                    .sorted((one, other) -> Integer.compare(number(other), number(one)))
                    .toList();
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    private int number(String name) {
        return Integer.parseInt(name.substring(place.label().length() + 1));
    }

    @Override
    public WrappedKey wrap(byte[] secret, String use) {
        String name = newest();
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, key(name), iv, name, use).doFinal(secret);
            return new WrappedKey(
                    name,
                    ByteBuffer.allocate(IV_BYTES + encrypted.length)
                            .put(iv)
                            .put(encrypted)
                            .array());
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, String use) {
        byte[] both = wrapped.ciphertext();
        Key key = key(wrapped.masterKey());
        if (both.length <= IV_BYTES + TAG_BITS / Byte.SIZE) {
            throw Refused.because("vault-key-altered");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(both, IV_BYTES), wrapped.masterKey(), use)
                    .doFinal(both, IV_BYTES, both.length - IV_BYTES);
        } catch (AEADBadTagException altered) {
            throw Refused.because("vault-key-altered").causedBy(altered);
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    /** The newest one, as far as it can be seen from outside. */
    Key masterKey() {
        return key(newest());
    }

    private synchronized Key key(String name) {
        if (!names.contains(name)) {
            throw Refused.because("vault-key-missing", Map.of("key", name));
        }
        try {
            // A module that was reset, or signed out of, shows none of its keys.
            return Optional.ofNullable(keys.getKey(name, null))
                    .orElseThrow(() -> new Unavailable(
                            "vault", RETRY_AFTER, new ProviderException("the module does not show the key " + name)));
        } catch (GeneralSecurityException | ProviderException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    private Cipher cipher(int mode, Key key, byte[] iv, String name, String use) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER, provider);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD((name + "\n" + use).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Signs out of the module. */
    @Override
    public void close() {
        try {
            ((AuthProvider) provider).logout();
        } catch (LoginException | ProviderException gone) {
            throw new Unavailable("vault", RETRY_AFTER, gone);
        }
    }
}
