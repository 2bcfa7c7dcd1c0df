package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.part.InstallationDatabases;
import org.chartseal.launcher.part.StoredReferences;
import org.chartseal.storage.IntactObjects;
import org.chartseal.storage.StoragePlaces;

/**
 * Writes a backup of an installation beside the people who work in it. The database is seen at one moment. Everything that its rows
 * refer to was written before them and does not change: the objects, and the ledger's blocks, which are read after that moment and
 * only as far as they went right behind it. Parts of files that are on their way are left out: they come and go meanwhile.
 */
public final class BackUp {
    private static final String MIGRATIONS =
            "SELECT script FROM flyway_schema_history WHERE success AND type = 'SQL' ORDER BY installed_rank";
    private static final String CHECK_POINTS =
            "SELECT channel || ' ' || block || ' ' || coalesce(transaction_id, '') FROM ledger_check_point ORDER BY channel";
    private static final int CHECK_POINT_PARTS = 3;

    private final Installation installation;
    private final InstallationState state;
    private final InstallationDatabases databases;
    private final Optional<Path> ledgerProfile;
    private final StoragePlaces storage;
    private final Versions versions;
    private final Consumer<Supplier<String>> progress;
    private long objects;

    /**
     * Prepares it.
     *
     * @param ledgerProfile how the portal reaches its ledger
     * @param versions of the programs
     * @param progress is told often how far it is
     */
    public BackUp(
            Installation installation,
            InstallationState state,
            InstallationDatabases databases,
            Optional<Path> ledgerProfile,
            StoragePlaces storage,
            Versions versions,
            Consumer<Supplier<String>> progress) {
        this.installation = installation;
        this.state = state;
        this.databases = databases;
        this.ledgerProfile = ledgerProfile;
        this.storage = storage;
        this.versions = versions;
        this.progress = progress;
    }

    /** What a restore needs at least. */
    public record Versions(String chartseal, String keycloak) {}

    /**
     * What was written.
     *
     * @param bytes of the file
     * @param objects in it
     * @param missing addresses of objects that the database refers to and that are nowhere intact
     */
    public record Outcome(long bytes, long objects, List<String> missing) {
        public Outcome {
            missing = List.copyOf(missing);
        }
    }

    /**
     * Writes it into a new file, which appears when it is whole.
     *
     * @throws LauncherFailure when it cannot be written; no file is left then
     */
    public Outcome to(Path file, Passphrase passphrase) {
        Outcome[] outcome = new Outcome[1];
        databases.whileRunning(() -> outcome[0] = write(file, passphrase));
        return outcome[0];
    }

    private Outcome write(Path file, Passphrase passphrase) {
        try (UnfinishedFile unfinished = UnfinishedFile.begin(file);
                ArchiveWriter archive = ArchiveWriter.begin(unfinished.stream(), passphrase.bytes(), KeyCost.USUAL)) {
            List<String> missing = write(archive);
            return new Outcome(unfinished.complete(), objects, missing);
        } catch (IOException | SQLException e) {
            throw new LauncherFailure("The backup could not be written: " + e.getMessage(), e);
        } catch (Unavailable away) {
            throw new LauncherFailure("The storage of objects does not answer: " + away.getCause() + ".", away);
        }
    }

    private List<String> write(ArchiveWriter archive) throws IOException, SQLException {
        Moment moment = writeMoment(archive);
        if (moment.chain().isPresent()) {
            moment.chain().get().writeTo(archive);
        }
        List<String> missing = writeObjects(moment.objects(), archive);
        archive.finish(moment.about(), moment.ledger(), moment.tables(), missing);
        return missing;
    }

    /**
     * What was seen at the moment of the backup.
     *
     * @param ledger how far it was
     * @param tables how many rows each has
     * @param objects addresses of those that the rows refer to
     * @param chain of the installation's own ledger, no longer than it was then
     */
    private record Moment(
            JsonObject about, JsonObject ledger, JsonObject tables, List<String> objects, Optional<SoloChain> chain) {}

    /** Writes everything that changes. The transactions that hold the moment end with this. */
    private Moment writeMoment(ArchiveWriter archive) throws IOException, SQLException {
        try (Connection connection = databases.portal();
                DatabaseDump portal = DatabaseDump.begin(Entries.PORTAL, connection);
                Accounts accounts = accounts()) {
            Optional<SoloChain> chain = chain();
            JsonObject about = about(portal.texts(MIGRATIONS));
            JsonObject ledger = position(chain, portal.texts(CHECK_POINTS));
            archive.add(Entries.ABOUT, about.toString());
            writeInstallation(archive);
            JsonObjectBuilder tables = Json.createObjectBuilder();
            tables.add(Entries.PORTAL, portal.writeTo(archive, () -> progress.accept(() -> "  portal's database ...")));
            if (accounts.dump().isPresent()) {
                DatabaseDump dump = accounts.dump().get();
                tables.add(
                        Entries.ACCOUNTS,
                        dump.writeTo(archive, () -> progress.accept(() -> "  accounts' database ...")));
            }
            return new Moment(about, ledger, tables.build(), portal.texts(StoredReferences.LASTING), chain);
        }
    }

    private record Accounts(Optional<DatabaseDump> dump) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            if (dump.isPresent()) {
                dump.get().close();
            }
        }
    }

    private Accounts accounts() throws SQLException {
        Optional<Connection> connection = databases.accounts();
        return new Accounts(
                connection.isPresent()
                        ? Optional.of(DatabaseDump.begin(Entries.ACCOUNTS, connection.get()))
                        : Optional.empty());
    }

    /** Of a ledger of this installation. Everything that the database knows of it is in it by now. */
    private Optional<SoloChain> chain() {
        boolean own = state.ledger() instanceof LedgerChoice.Solo
                && LedgerProfileFiles.named(installation.settings(), state).isEmpty();
        return own
                ? Optional.of(SoloChain.look(installation.ledger(), SoloChain.lengthNow(installation.ledger())))
                : Optional.empty();
    }

    private JsonObject about(List<String> migrations) {
        return Json.createObjectBuilder()
                .add("chartseal", versions.chartseal())
                .add("keycloak", versions.keycloak())
                .add(
                        "made",
                        Clock.systemUTC()
                                .instant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .add(
                        "zone",
                        installation
                                .settings()
                                .find("chartseal.zone")
                                .orElse(ZoneId.systemDefault().getId()))
                .add("ledger", state.ledger().describe())
                .add("migrations", Json.createArrayBuilder(migrations))
                .build();
    }

    private JsonObject position(Optional<SoloChain> chain, List<String> checkPoints) {
        JsonObject known = chain.map(SoloChain::position)
                .or(() -> ledgerProfile.map(LedgerProfileFiles::position))
                .orElse(JsonObject.EMPTY_JSON_OBJECT);
        JsonObjectBuilder points = Json.createObjectBuilder();
        for (String point : checkPoints) {
            String[] parts = point.split(" ", CHECK_POINT_PARTS);
            long block = Long.parseLong(parts[1]);
            if (chain.isPresent() && block >= chain.get().height()) {
                throw new LauncherFailure("The database knows block " + block + " of the ledger, but its chain in "
                        + installation.ledger() + " ends before it. A backup of these two would not fit together.");
            }
            points.add(parts[0], Json.createObjectBuilder().add("block", block).add("transaction", parts[2]));
        }
        return Json.createObjectBuilder(known).add("checkPoints", points).build();
    }

    /** A master key in a hardware module stays there; whoever restores needs the module. */
    private void writeVault(ArchiveWriter archive) throws IOException {
        Settings settings = installation.settings();
        if (settings.has(Settings.VAULT_MODULE + ".module")) {
            return;
        }
        Path vault = settings.find(Settings.VAULT + ".file").map(Path::of).orElse(installation.vaultFile());
        if (!Files.exists(vault)) {
            throw new LauncherFailure("The key vault " + vault + " is missing: without it no record can be read again."
                    + " Bring it back first. In an installation that never came up, run ./chartseal start.");
        }
        archive.add(Entries.VAULT, Files.readAllBytes(vault));
    }

    private void writeInstallation(ArchiveWriter archive) throws IOException {
        archive.add(Entries.STATE, state.toJson().toString());
        JsonObjectBuilder settings = Json.createObjectBuilder();
        installation.settings().all().forEach(settings::add);
        archive.add(Entries.SETTINGS, settings.build().toString());
        if (Files.exists(installation.realmMarker())) {
            archive.add(Entries.REALM, Files.readAllBytes(installation.realmMarker()));
        }
        writeVault(archive);
        Optional<Path> profile = LedgerProfileFiles.named(installation.settings(), state);
        if (profile.isPresent()) {
            LedgerProfileFiles.write(profile.get(), archive);
        }
    }

    private List<String> writeObjects(List<String> addresses, ArchiveWriter archive) throws IOException {
        IntactObjects store = new IntactObjects(storage);
        List<String> missing = new ArrayList<>();
        for (String text : addresses) {
            ObjectAddress address = ObjectAddress.parse(text);
            boolean there = store.read(
                    address, (length, content) -> archive.add(Entries.OBJECTS + address.hex(), length, content));
            if (there) {
                objects++;
            } else {
                missing.add(text);
            }
            progress.accept(() ->
                    String.format(Locale.ROOT, "  %,d of %,d objects", objects + missing.size(), addresses.size()));
        }
        return missing;
    }
}
