package org.chartseal.launcher.backup;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.part.InstallationDatabases;
import org.chartseal.launcher.part.Parts;
import org.chartseal.launcher.process.PartProcess;
import org.chartseal.storage.LocalObjectStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes an installation out of a backup in an empty folder. Until the last byte of the backup was compared and everything is
 * durable, the folder is marked as one in which nothing may be started.
 */
public final class Restore {
    private final Distribution distribution;
    private final Installation installation;
    private final Consumer<Supplier<String>> progress;
    private final LocalObjectStore store;
    private @Nullable InstallationState state;
    private @Nullable RestoredSettings settings;
    private String zone = "";
    private long objects;

    public Restore(Distribution distribution, Installation installation, Consumer<Supplier<String>> progress) {
        this.distribution = distribution;
        this.installation = installation;
        this.progress = progress;
        this.store = new LocalObjectStore(installation.storage());
    }

    /**
     * What was made.
     *
     * @param backup what was in it
     * @param state of the new installation
     * @param aside keys of the settings that do not count here
     */
    public record Outcome(CheckBackup.Outcome backup, InstallationState state, List<String> aside) {
        public Outcome {
            aside = List.copyOf(aside);
        }
    }

    /**
     * Restores.
     *
     * @param laterLedger the folder of a solo ledger that went on from where the backup's was; its blocks are taken
     * @throws LauncherFailure when it cannot; nothing is left in the folder then
     */
    public Outcome from(Path file, Passphrase passphrase, @Nullable Path laterLedger) {
        Outcome[] outcome = new Outcome[1];
        installation.exclusively(() -> {
            endWhatAKilledOneLeft(installation);
            installation.beginRestore();
            try {
                outcome[0] = restore(file, passphrase, laterLedger);
            } catch (RuntimeException e) {
                installation.abandonRestore();
                throw e;
            }
        });
        return outcome[0];
    }

    /** Ends what a restore that was killed may have left running. For whoever holds the installation exclusively. */
    public static void endWhatAKilledOneLeft(Installation installation) {
        if (installation.isHalfRestored()) {
            PartProcess.adoptStrays(installation.run());
            new PartProcess("database", installation.run(), installation.logs().resolve("database.log")).stop("INT");
        }
    }

    private Outcome restore(Path file, Passphrase passphrase, @Nullable Path laterLedger) {
        SoloChain later = laterLedger == null ? null : SoloChain.look(laterLedger, SoloChain.lengthNow(laterLedger));
        Manifest manifest = loaded(file, passphrase);
        if (later != null) {
            goOnWith(later, manifest.ledger());
        }
        installation.endRestore(Objects.requireNonNull(state));
        return new Outcome(
                CheckBackup.Outcome.of(manifest),
                Objects.requireNonNull(state),
                Objects.requireNonNull(settings).aside());
    }

    /** The databases are committed when the whole backup was compared, and stopped when this returns. */
    private Manifest loaded(Path file, Passphrase passphrase) {
        try (RestoringDatabases databases = new RestoringDatabases(this::databases)) {
            store.initialise();
            Manifest manifest = CheckBackup.read(file, passphrase, (name, content) -> take(name, content, databases));
            if (state == null || settings == null) {
                throw new ArchiveDamaged("it has no installation");
            }
            if (!databases.counts().equals(manifest.tables())) {
                throw new ArchiveDamaged("its tables have not as many rows as its manifest says");
            }
            databases.keep();
            return manifest;
        } catch (SQLException e) {
            throw new LauncherFailure("The databases could not be restored: " + e.getMessage(), e);
        } catch (Unavailable full) {
            throw new LauncherFailure("The objects could not be written: " + full.getCause() + ".", full);
        }
    }

    private InstallationDatabases databases() {
        if (state == null) {
            throw new ArchiveDamaged("its databases come before its installation");
        }
        return new InstallationDatabases(installation, Parts.of(distribution, installation, state));
    }

    private void goOnWith(SoloChain later, JsonObject position) {
        if (!position.getString("kind", "").equals("solo")) {
            throw new LauncherFailure(
                    "--ledger-dir is for the solo ledger of one machine; this backup's ledger is another,"
                            + " and has itself what came later.");
        }
        if (!later.goesOnFrom(position)) {
            throw new LauncherFailure("The chain in --ledger-dir (" + later.height()
                    + " blocks) does not go on from the last block of the backup ("
                    + position.getJsonNumber("height") + " blocks): it is another ledger, or an older one.");
        }
        try {
            later.replaceIn(installation.ledger());
        } catch (IOException e) {
            throw new LauncherFailure("The chain in --ledger-dir cannot be taken over: " + e.getMessage(), e);
        }
    }

    private void take(String name, ArchiveReader.Content content, RestoringDatabases databases) throws IOException {
        if (name.equals(Entries.ABOUT)) {
            JsonObject about = content.json();
            KnownVersions.insistOn(about, distribution.keycloakVersion());
            zone = about.getString("zone");
        } else if (name.startsWith("installation/")) {
            takeInstallation(name, content);
        } else if (name.startsWith(Entries.OBJECTS)) {
            takeObject(name, content);
        } else if (name.startsWith("ledger/")) {
            SoloChain.place(name, content.stream(), installation.ledger());
        } else {
            databases.take(name, content);
            progress.accept(() -> "  databases ...");
        }
    }

    private void takeInstallation(String name, ArchiveReader.Content content) throws IOException {
        switch (name) {
            case Entries.STATE -> state = moved(InstallationState.fromJson(content.json()));
            case Entries.SETTINGS -> {
                settings = RestoredSettings.of(content.json(), zone, LedgerProfileFiles.restored(installation));
                installation.write(settings.kept());
            }
            case Entries.REALM ->
                PrivateFiles.write(installation.realmMarker(), new String(content.bytes(), StandardCharsets.UTF_8));
            case Entries.VAULT -> PrivateFiles.create(installation.vaultFile(), content.stream());
            default -> {
                if (!name.startsWith(Entries.PROFILE)) {
                    throw new ArchiveDamaged("it has an entry " + name);
                }
                LedgerProfileFiles.place(name, content.stream(), installation);
            }
        }
    }

    /** Other ports where somebody listens already, and the ledger's profile where it lies now. */
    private InstallationState moved(InstallationState was) {
        InstallationState free = was.withFreePorts(Set.of());
        return was.ledger() instanceof LedgerChoice.Profiled profiled
                ? free.withLedger(
                        new LedgerChoice.Profiled(LedgerProfileFiles.restored(installation), profiled.firstBlock()))
                : free;
    }

    private void takeObject(String name, ArchiveReader.Content content) throws IOException {
        String hex = name.substring(Entries.OBJECTS.length());
        if (!store.put(out -> content.stream().transferTo(out)).hex().equals(hex)) {
            throw new ArchiveDamaged("the object " + hex + " is another one");
        }
        objects++;
        progress.accept(() -> "  " + objects + " objects");
    }
}
