package org.chartseal.launcher.part;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.Settings;

/** Connections to an installation's databases, for commands that look after what is in them. */
public final class InstallationDatabases {
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long INTERVAL_MILLIS = 100;

    private final Installation installation;
    private final Parts parts;

    public InstallationDatabases(Installation installation, Parts parts) {
        this.installation = installation;
        this.parts = parts;
    }

    /**
     * Does the work. A database of this installation that does not run is started for it, and stopped again.
     *
     * @throws LauncherFailure when it does not answer
     */
    public void whileRunning(Runnable work) {
        Part database = parts.database();
        if (database.answers()) {
            work.run();
        } else if (database.isExternal()) {
            throw new LauncherFailure("The external database at " + database.endpoint() + " does not answer.");
        } else {
            installation.exclusively(() -> startFor(work));
        }
    }

    private void startFor(Runnable work) {
        start();
        try {
            work.run();
        } finally {
            stop();
        }
    }

    /** Starts the installation's own database, with its roles, for somebody who holds the installation exclusively. */
    public void start() {
        Part database = parts.database();
        database.prepare();
        database.start(step -> {});
        try {
            awaitAnswer();
            database.settle();
        } catch (RuntimeException e) {
            database.stop();
            throw e;
        }
    }

    /** Stops it again; what was committed is durable when this returns. */
    public void stop() {
        parts.database().stop();
    }

    private void awaitAnswer() {
        long begun = System.nanoTime();
        while (!parts.database().answers()) {
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

    /** To the portal's, as its owner. */
    public Connection portal() throws SQLException {
        Map<String, String> settings = new TreeMap<>(parts.database().portalSettings());
        settings.putAll(installation.settings().all());
        return new DatabaseAccess(setting(settings, ".url"), setting(settings, ".user"), setting(settings, ".password"))
                .connect();
    }

    /** To that of the accounts, as its owner; empty when sign-in is somebody else's. */
    public Optional<Connection> accounts() throws SQLException {
        Settings settings = installation.settings();
        if (settings.has(Settings.SIGN_IN)) {
            return Optional.empty();
        }
        if (settings.has(Settings.SIGN_IN_DATABASE + ".url")) {
            return Optional.of(
                    DatabaseAccess.from(settings, Settings.SIGN_IN_DATABASE).connect());
        }
        return parts.database() instanceof Database own
                ? Optional.of(own.signIn().connect())
                : Optional.empty();
    }

    private static String setting(Map<String, String> settings, String key) {
        String value = settings.get(Settings.DATABASE + key);
        if (value == null) {
            throw new LauncherFailure(Settings.DATABASE + key + " is not set.");
        }
        return value;
    }
}
