package org.chartseal.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * What an installation needs to keep sealed objects: a store and a vault.
 *
 * @param store the objects
 * @param vault the master keys
 * @param cipher encrypts into the store
 * @param signingKeys whose private halves the vault protects
 */
public record Storage(ObjectStore store, KeyVault vault, ObjectCipher cipher, SigningKeys signingKeys) {

    private static final Logger LOG = Logger.getLogger(Storage.class.getName());
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    /**
     * Opens the storage of an installation. A new installation, whose storage was never used, gets a new vault. Temporary files that a
     * crash left long ago are removed. A storage that does not answer keeps nobody from opening it, unless there is no vault yet.
     *
     * @throws Refused {@code vault-missing} when the storage was used before but the vault is gone: its objects cannot be read, and a new
     *     vault would hide that; and as {@link FileKeyVault#open} or {@link Pkcs11KeyVault#open}
     * @throws Unavailable when there is no vault, and the storage does not say whether it was used before
     */
    public static Storage open(StoragePlaces places, VaultPlace vaultPlace, Clock clock) {
        KeptStore store = places.open();
        boolean firstStart = !vaultPlace.exists() && store.isNew();
        KeyVault vault = firstStart ? vaultPlace.create() : vaultPlace.open();
        initialise(store, firstStart);
        removeLeftovers(store, places.workFolder(), clock.instant().minus(LEFTOVER_AGE));
        return new Storage(store, vault, new TinkObjectCipher(store, vault), new VaultSigningKeys(vault));
    }

    /** The same with a vault in a file. */
    public static Storage open(StoragePlaces places, Path vaultFile, Clock clock) {
        return open(places, new VaultPlace.File(vaultFile), clock);
    }

    private static void initialise(KeptStore store, boolean firstStart) {
        try {
            if (!firstStart && store.isNew()) {
                LOG.warning(
                        "The storage was never used before. If this installation has objects elsewhere, copy them by"
                                + " ./chartseal storage migrate from there");
            }
            store.initialise();
        } catch (Unavailable away) {
            LOG.log(Level.WARNING, "The storage does not answer; what needs it will fail until it does", away);
        }
    }

    private static void removeLeftovers(KeptStore store, Path workFolder, Instant before) {
        try {
            store.removeLeftovers(before);
            DurableFiles.removeTemporary(workFolder, before);
        } catch (Unavailable | IOException failure) {
            LOG.log(Level.WARNING, "Temporary files of the storage could not be removed", failure);
        }
    }
}
