package org.chartseal.storage;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Master keys (AES-256-GCM) in one file that only its owner can read: a Tink keyset in its JSON format. Losing the file
 * loses every object and every signing key, so it is never made anew where one has been.
 */
public final class FileKeyVault implements RotatableVault {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private KeysetHandle keys;
    private Aead aead;

    private FileKeyVault(Path file, KeysetHandle keys) throws GeneralSecurityException {
        this.file = file;
        this.keys = keys;
        this.aead = keys.getPrimitive(AeadConfig2026.get(), Aead.class);
    }

    /**
     * Makes a vault with a new master key.
     *
     * @throws Refused {@code vault-exists} when the file is there
     * @throws Unavailable when it cannot be written
     */
    public static FileKeyVault create(Path file) {
        if (Files.exists(file)) {
            throw Refused.because("vault-exists", facts(file));
        }
        try {
            KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            write(file, keys);
            return new FileKeyVault(file, keys);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    /**
     * Opens the vault.
     *
     * @throws Refused {@code vault-missing}; {@code vault-readable-by-others} when its permissions are wider than 0600;
     *     {@code vault-malformed}
     * @throws Unavailable when it cannot be read
     */
    public static FileKeyVault open(Path file) {
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw Refused.because("vault-readable-by-others", facts(file));
            }
            return new FileKeyVault(
                    file,
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(file), AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
        } catch (NoSuchFileException missing) {
            throw Refused.because("vault-missing", facts(file)).causedBy(missing);
        } catch (GeneralSecurityException malformed) {
            throw Refused.because("vault-malformed", facts(file)).causedBy(malformed);
        } catch (IOException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    private static void write(Path file, KeysetHandle keys) throws IOException, GeneralSecurityException {
        String text =
                TinkJsonProtoKeysetFormat.serializeKeyset(keys, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        Path folder = DurableFiles.parentOf(file);
        DurableFiles.createFolders(folder);
        // One name, so that what a crash left, which holds master keys, is gone with the next one.
        Path temporary = folder.resolve(file.getFileName() + DurableFiles.TEMPORARY_SUFFIX);
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OWNER));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(text));
                channel.force(true);
            }
            DurableFiles.moveIntoPlace(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public synchronized String newest() {
        return Integer.toUnsignedString(keys.getPrimary().getId());
    }

    @Override
    public synchronized boolean hasFormer() {
        return keys.size() > 1;
    }

    @Override
    public synchronized void addNew() {
        replace(KeysetHandle.newBuilder(keys)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary()));
    }

    @Override
    public synchronized void removeFormer() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        for (int entry = builder.size() - 1; entry >= 0; entry--) {
            if (!builder.getAt(entry).isPrimary()) {
                builder.deleteAt(entry);
            }
        }
        replace(builder);
    }

    /** In the file first. */
    private void replace(KeysetHandle.Builder builder) {
        try {
            KeysetHandle changed =
                    builder.setConfiguration(AeadConfig2026.get()).build();
            write(file, changed);
            keys = changed;
            aead = changed.getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failure) {
            throw new Unavailable("vault", RETRY_AFTER, failure);
        }
    }

    @Override
    public synchronized WrappedKey wrap(byte[] secret, String use) {
        try {
            String masterKey = newest();
            return new WrappedKey(masterKey, aead.encrypt(secret, associatedData(masterKey, use)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public synchronized byte[] unwrap(WrappedKey wrapped, String use) {
        if (!has(wrapped.masterKey())) {
            throw Refused.because("vault-key-missing", Map.of("key", wrapped.masterKey()));
        }
        try {
            return aead.decrypt(wrapped.ciphertext(), associatedData(wrapped.masterKey(), use));
        } catch (GeneralSecurityException altered) {
            throw Refused.because("vault-key-altered").causedBy(altered);
        }
    }

    private boolean has(String masterKey) {
        return IntStream.range(0, keys.size())
                .map(i -> keys.getAt(i).getId())
                .mapToObj(Integer::toUnsignedString)
                .anyMatch(masterKey::equals);
    }

    private static byte[] associatedData(String masterKey, String use) {
        return (masterKey + "\n" + use).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> facts(Path file) {
        return Map.of("file", file.toString());
    }
}
