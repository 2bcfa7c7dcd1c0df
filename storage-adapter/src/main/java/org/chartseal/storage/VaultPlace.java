package org.chartseal.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** Where an installation's master keys are, as its owner sets it. Holds no secrets and may be logged. */
public sealed interface VaultPlace permits VaultPlace.File, VaultPlace.HardwareModule {

    /** Names the file. */
    String FILE = "chartseal.vault.file";

    /** Names the library of a hardware module; the file does not count then. */
    String LIBRARY = "chartseal.vault.pkcs11.module";

    /** The number of the module's slot. */
    String SLOT = "chartseal.vault.pkcs11.slot";

    /** Names the file with the PIN. */
    String PIN_FILE = "chartseal.vault.pkcs11.pin-file";

    /** What the master keys' labels begin with. */
    String LABEL = "chartseal.vault.pkcs11.label";

    /** Whether there is a vault. */
    boolean exists();

    /** Makes it, with a first master key. */
    RotatableVault create();

    /** Opens it. */
    RotatableVault open();

    /** A file of this machine. */
    record File(Path path) implements VaultPlace {

        @Override
        public boolean exists() {
            return Files.exists(path);
        }

        @Override
        public RotatableVault create() {
            return FileKeyVault.create(path);
        }

        @Override
        public RotatableVault open() {
            return FileKeyVault.open(path);
        }
    }

    /**
     * A hardware module.
     *
     * @param library that speaks PKCS#11
     * @param slot its number
     * @param pinFile holds the PIN of the slot's user, and can be read by its owner only
     * @param label what the keys' labels begin with
     */
    record HardwareModule(Path library, long slot, Path pinFile, String label) implements VaultPlace {

        private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

        @Override
        public boolean exists() {
            return Pkcs11KeyVault.exists(this);
        }

        @Override
        public RotatableVault create() {
            return Pkcs11KeyVault.create(this);
        }

        @Override
        public RotatableVault open() {
            return Pkcs11KeyVault.open(this);
        }

        /** The PIN, which the caller overwrites when it was used. */
        char[] pin() {
            try {
                if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                        .containsAll(Files.getPosixFilePermissions(pinFile))) {
                    throw Refused.because("vault-readable-by-others", Map.of("file", pinFile.toString()));
                }
                return Files.readString(pinFile).strip().toCharArray();
            } catch (NoSuchFileException missing) {
                throw Refused.because("vault-pin-missing", Map.of("file", pinFile.toString()))
                        .causedBy(missing);
            } catch (IOException failure) {
                throw new Unavailable("vault", RETRY_AFTER, failure);
            }
        }

        Map<String, String> facts() {
            return Map.of("module", library.toString(), "slot", Long.toString(slot), "label", label);
        }
    }

    /**
     * Reads the settings.
     *
     * @param value of a key, if it is set
     * @throws IllegalArgumentException that names the key that is wrong and says what about it
     */
    static VaultPlace read(Function<String, Optional<String>> value) {
        Function<String, Optional<String>> settings =
                key -> value.apply(key).map(String::strip).filter(text -> !text.isEmpty());
        return settings.apply(LIBRARY).isPresent() ? module(settings) : new File(path(settings, FILE));
    }

    private static HardwareModule module(Function<String, Optional<String>> settings) {
        String label = settings.apply(LABEL).orElse("chartseal-master");
        if (!Pattern.matches("[A-Za-z0-9._-]{1,100}", label)) {
            throw new IllegalArgumentException(LABEL + " is not valid: letters, digits, dots, dashes");
        }
        String slot = required(settings, SLOT);
        if (!Pattern.matches("[0-9]{1,18}", slot)) {
            throw new IllegalArgumentException(SLOT + " is not a number");
        }
        return new HardwareModule(path(settings, LIBRARY), Long.parseLong(slot), path(settings, PIN_FILE), label);
    }

    private static Path path(Function<String, Optional<String>> settings, String key) {
        try {
            return Path.of(required(settings, key));
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException(key + " is not valid", malformed);
        }
    }

    private static String required(Function<String, Optional<String>> settings, String key) {
        return settings.apply(key).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }
}
