package org.chartseal.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** What the portal's database says that the ledger says. */
final class ProjectedLedger implements AutoCloseable {

    private static final List<String> TABLES =
            List.of("ledger_seal", "ledger_practitioner", "ledger_grant", "ledger_emergency", "ledger_erasure");

    private final Connection database;

    ProjectedLedger(Properties settings) throws SQLException {
        this.database = DriverManager.getConnection(
                settings.getProperty("chartseal.db.url"),
                settings.getProperty("chartseal.db.user"),
                settings.getProperty("chartseal.db.password"));
    }

    /** Every row, with its table. */
    Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        for (String table : TABLES) {
            rows.addAll(texts("SELECT '" + table + " ' || CAST(t AS text) FROM " + table + " t"));
        }
        return rows;
    }

    /** Grows with each row that is written. */
    long oldestRow() {
        return Long.parseLong(
                texts("SELECT coalesce(min(CAST(CAST(xmin AS text) AS bigint)), 0) FROM ledger_seal").stream()
                        .findFirst()
                        .orElseThrow());
    }

    private Set<String> texts(String query) {
        Set<String> texts = new TreeSet<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
