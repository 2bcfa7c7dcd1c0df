package org.chartseal.launcher.part;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.Settings;

/** The addresses of stored objects that an installation's database refers to. */
public final class StoredReferences {
    private static final String ALL = "SELECT object FROM record_version UNION SELECT object FROM attachment";
    private static final int ROWS_AT_ONCE = 1000;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long INTERVAL_MILLIS = 100;

    private final Installation installation;
    private final Part database;

    public StoredReferences(Installation installation, Parts parts) {
        this.installation = installation;
        this.database = parts.database();
    }

    /**
     * Shows each once. A database of this installation that does not run is started for it, and stopped again.
     *
     * @throws LauncherFailure when they cannot be read
     */
    public void forEach(Consumer<ObjectAddress> visitor) {
        if (database.answers()) {
            read(visitor);
        } else if (database.isExternal()) {
            throw new LauncherFailure("The external database at " + database.endpoint() + " does not answer.");
        } else {
            installation.exclusively(() -> readFromStopped(visitor));
        }
    }

    private void readFromStopped(Consumer<ObjectAddress> visitor) {
        database.prepare();
        database.start(step -> {});
        try {
            awaitAnswer();
            read(visitor);
        } finally {
            database.stop();
        }
    }

    private void awaitAnswer() {
        long begun = System.nanoTime();
        while (!database.answers()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new LauncherFailure("The database does not start. See ./chartseal logs database.");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted.", interrupted);
        }
    }

    private void read(Consumer<ObjectAddress> visitor) {
        try (Connection connection = access().connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet rows = statement.executeQuery(ALL)) {
                    while (rows.next()) {
                        visitor.accept(ObjectAddress.parse(rows.getString(1)));
                    }
                }
            }
            connection.rollback();
        } catch (SQLException failure) {
            throw new LauncherFailure(
                    "The database does not say which objects there are: " + failure.getMessage(), failure);
        }
    }

    private DatabaseAccess access() {
        Map<String, String> settings = new TreeMap<>(database.portalSettings());
        settings.putAll(installation.settings().all());
        return new DatabaseAccess(
                setting(settings, ".url"), setting(settings, ".user"), setting(settings, ".password"));
    }

    private static String setting(Map<String, String> settings, String key) {
        String value = settings.get(Settings.DATABASE + key);
        if (value == null) {
            throw new LauncherFailure(Settings.DATABASE + key + " is not set.");
        }
        return value;
    }
}
