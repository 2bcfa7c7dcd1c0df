package org.chartseal.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.shared.Refused;

/**
 * What one machine needs to keep sealed objects: a folder and a vault.
 *
 * @param store the objects
 * @param vault the master keys
 * @param sealedObjects encrypts into the store
 * @param signingKeys whose private halves the vault protects
 */
public record LocalStorage(ObjectStore store, KeyVault vault, SealedObjects sealedObjects, SigningKeys signingKeys) {

    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    /**
     * Opens the storage of an installation. A new installation, whose storage folder was never used, gets a new vault.
     * Temporary files that a crash left long ago are removed.
     *
     * @throws Refused {@code vault-missing} when the folder was used before but the vault is gone: its objects cannot be read, and a new
     *     vault would hide that; and as {@link FileKeyVault#open}
     */
    public static LocalStorage open(Path storageFolder, Path vaultFile, Clock clock) {
        LocalObjectStore store = new LocalObjectStore(storageFolder);
        boolean firstStart = store.isNew() && !Files.exists(vaultFile);
        FileKeyVault vault = firstStart ? FileKeyVault.create(vaultFile) : FileKeyVault.open(vaultFile);
        store.initialise();
        store.removeLeftovers(clock.instant().minus(LEFTOVER_AGE));
        return new LocalStorage(store, vault, new TinkSealedObjects(store, vault), new VaultSigningKeys(vault));
    }
}
