package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.part.InstallationDatabases;
import org.jspecify.annotations.Nullable;

/** The databases of an installation that is being restored. PostgreSQL runs from the first entry of one until this is closed. */
final class RestoringDatabases implements AutoCloseable {
    private final Supplier<InstallationDatabases> target;
    private final Map<String, DatabaseLoad> loads = new LinkedHashMap<>();
    private @Nullable InstallationDatabases running;

    /** @param target is asked when it is known where the databases are to be */
    RestoringDatabases(Supplier<InstallationDatabases> target) {
        this.target = target;
    }

    /** Takes an entry of a database. */
    void take(String name, ArchiveReader.Content content) throws IOException {
        String part = name.replaceFirst("/.*", "");
        try {
            if (!loads.containsKey(part)) {
                loads.put(part, new DatabaseLoad(part, connect(part)));
            }
            loads.get(part).take(name, content);
        } catch (SQLException e) {
            throw new LauncherFailure("The database cannot be built again: " + e.getMessage(), e);
        }
    }

    private Connection connect(String part) throws SQLException {
        InstallationDatabases databases = running();
        return switch (part) {
            case Entries.PORTAL -> databases.portal();
            case Entries.ACCOUNTS ->
                databases
                        .accounts()
                        .orElseThrow(
                                () -> new ArchiveDamaged("it has accounts, though its sign-in is somebody else's"));
            default -> throw new ArchiveDamaged("it has a part " + part + ", which this version does not know");
        };
    }

    private InstallationDatabases running() {
        InstallationDatabases started = running;
        if (started == null) {
            started = target.get();
            started.start();
            running = started;
        }
        return started;
    }

    /** How many rows each table got, by database. */
    JsonObject counts() {
        JsonObjectBuilder counts = Json.createObjectBuilder();
        loads.forEach((part, load) -> counts.add(part, load.counts()));
        return counts.build();
    }

    /** All that was taken is to stay. */
    void keep() throws SQLException {
        for (DatabaseLoad load : loads.values()) {
            load.keep();
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            for (DatabaseLoad load : loads.values()) {
                load.close();
            }
        } finally {
            if (running != null) {
                running.stop();
            }
        }
    }
}
