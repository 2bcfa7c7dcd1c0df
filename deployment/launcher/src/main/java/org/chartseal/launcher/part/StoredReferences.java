package org.chartseal.launcher.part;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LauncherFailure;

/** The addresses of stored objects that an installation's database refers to. */
public final class StoredReferences {
    /** What is to stay: each address once, in the database of the portal. */
    public static final String LASTING =
            "SELECT object FROM record_version UNION SELECT object FROM attachment UNION SELECT object FROM filed_file";

    /** That, and the parts of files that are on their way. Those of an upload that ended are about to be removed. */
    public static final String ALL = LASTING
            + " UNION SELECT p.object FROM upload_part p JOIN upload u ON u.id = p.upload_id WHERE u.ended_at IS NULL";

    private static final int ROWS_AT_ONCE = 1000;

    private final InstallationDatabases databases;

    public StoredReferences(Installation installation, Parts parts) {
        this.databases = new InstallationDatabases(installation, parts);
    }

    /**
     * Shows each once. A database of this installation that does not run is started for it, and stopped again.
     *
     * @throws LauncherFailure when they cannot be read
     */
    public void forEach(Consumer<ObjectAddress> visitor) {
        databases.whileRunning(() -> read(visitor));
    }

    private void read(Consumer<ObjectAddress> visitor) {
        try (Connection connection = databases.portal()) {
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
}
