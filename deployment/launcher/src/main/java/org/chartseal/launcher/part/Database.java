package org.chartseal.launcher.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.installation.SecretName;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;

/** PostgreSQL with a database for the portal and one for sign-in, each with a user of its own. */
final class Database implements LocalPart {
    private static final String PORTAL = "chartseal";
    private static final String SIGN_IN = "keycloak";
    private static final String MAJOR_VERSION = "18";
    /** The locale by which pg_trgm knows the letters of all scripts; in plain C it knows those of English. */
    private static final String LETTERS = System.getProperty("os.name").startsWith("Mac") ? "UTF-8" : "C.UTF-8";

    private static final String SUPERUSER = "postgres";

    private final Installation installation;
    private final InstallationState state;
    private final PostgresqlPrograms programs;
    private final PartProcess process;

    Database(Distribution distribution, Installation installation, InstallationState state) {
        this.installation = installation;
        this.state = state;
        this.programs = new PostgresqlPrograms(distribution.postgresql());
        this.process =
                new PartProcess(name(), installation.run(), installation.logs().resolve("database.log"));
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public String endpoint() {
        return "127.0.0.1:" + state.port(PortName.DATABASE);
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public void prepare() {
        PostgresqlPrograms.requireUnprivileged();
        programs.unpack();
        Path data = installation.database();
        if (!Files.exists(data)) {
            initialise(data);
        }
        requireVersion(data);
        new Orphans(data).end();
    }

    @Override
    public Launch launch() {
        List<String> arguments =
                new ArrayList<>(List.of("-D", installation.database().toString()));
        settings().forEach((key, value) -> arguments.addAll(List.of("-c", key + "=" + value)));
        return new Launch(programs.command("postgres", arguments), Map.of("LC_ALL", "C"), installation.root());
    }

    /** Durable, for this machine only, and silent about what is in its rows. */
    private Map<String, String> settings() {
        return Map.of(
                "port", Integer.toString(state.port(PortName.DATABASE)),
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "max_connections", "100",
                "shared_buffers", "128MB",
                "log_error_verbosity", "terse",
                "log_min_error_statement", "panic",
                "timezone", "UTC",
                "log_timezone", "UTC");
    }

    @Override
    public boolean answers() {
        return access(SUPERUSER, SUPERUSER, SecretName.DATABASE_SUPERUSER).answers();
    }

    @Override
    public void settle() {
        try (Connection connection =
                access(SUPERUSER, SUPERUSER, SecretName.DATABASE_SUPERUSER).connect()) {
            createDatabase(connection, PORTAL, SecretName.DATABASE_PORTAL);
            createDatabase(connection, SIGN_IN, SecretName.DATABASE_SIGN_IN);
        } catch (SQLException e) {
            throw new LauncherFailure("Cannot set up the databases: " + e.getMessage(), e);
        }
    }

    /** Ends sessions instead of waiting for them. */
    @Override
    public String stop() {
        process.stop("INT");
        return "stopped";
    }

    @Override
    public Map<String, String> portalSettings() {
        DatabaseAccess portal = access(PORTAL, PORTAL, SecretName.DATABASE_PORTAL);
        return Map.of(
                Settings.DATABASE + ".url", portal.url(),
                Settings.DATABASE + ".user", portal.user(),
                Settings.DATABASE + ".password", portal.password());
    }

    /** The database of the accounts. */
    DatabaseAccess signIn() {
        return access(SIGN_IN, SIGN_IN, SecretName.DATABASE_SIGN_IN);
    }

    private DatabaseAccess access(String database, String user, SecretName password) {
        return new DatabaseAccess("jdbc:postgresql://" + endpoint() + "/" + database, user, state.secret(password));
    }

    /** Names and passwords are the launcher's own and need no quoting. */
    private void createDatabase(Connection connection, String name, SecretName password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + state.secret(password) + "'");
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** A cluster appears under its name only when it is complete. */
    private void initialise(Path data) {
        Path fresh = data.resolveSibling("database.new");
        Path password = installation.config().resolve("database.password");
        Folders.delete(fresh);
        PrivateFiles.write(password, state.secret(SecretName.DATABASE_SUPERUSER));
        try {
            List<String> arguments = List.of(
                    "--pgdata=" + fresh,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--lc-ctype=" + LETTERS);
            run(programs.command("initdb", arguments));
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) throws IOException {
        Path log = installation.logs().resolve("initdb.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        Process initdb = builder.start();
        try {
            if (initdb.waitFor() != 0) {
                throw new LauncherFailure("PostgreSQL's initdb failed; see " + log);
            }
        } catch (InterruptedException e) {
            initdb.destroy();
            initdb.onExit().join();
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted while PostgreSQL was set up.", e);
        }
    }

    private static void requireVersion(Path data) {
        try {
            String version = Files.readString(data.resolve("PG_VERSION")).strip();
            if (!version.equals(MAJOR_VERSION)) {
                throw new LauncherFailure("The data directory is of another version: its database is of PostgreSQL "
                        + version + ", this version of Chartseal runs " + MAJOR_VERSION + ".");
            }
        } catch (IOException e) {
            throw new LauncherFailure(data + " is no PostgreSQL database: " + e.getMessage(), e);
        }
    }
}
