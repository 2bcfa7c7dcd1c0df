package org.chartseal.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that a row costs which is durable before its page: one INSERT and its commit on a connection of its own, in the
 * portal's database, beside a query that writes nothing.
 *
 * @param connections how many at once
 * @param commits sorted milliseconds of each INSERT with its commit
 * @param queries of each query
 */
record Flushes(int connections, double commitsPerSecond, List<Double> commits, List<Double> queries) {

    private static final String TABLE = "CREATE TABLE IF NOT EXISTS bench_row (id bigint GENERATED ALWAYS AS IDENTITY)";
    private static final String ROW = "INSERT INTO bench_row DEFAULT VALUES";
    private static final String QUERY = "SELECT 1";

    Flushes {
        commits = commits.stream().sorted().toList();
        queries = queries.stream().sorted().toList();
    }

    /** Measures for so long each. */
    static Flushes measure(BenchPortal portal, int connections, Duration length) throws SQLException {
        List<Connection> all = new ArrayList<>();
        try (ClosedLoop loop = new ClosedLoop()) {
            for (int each = 0; each < connections; each++) {
                all.add(portal.connect());
            }
            try (Statement statement = all.get(0).createStatement()) {
                statement.execute(TABLE);
            }
            loop.run(all.stream().map(connection -> statement(connection, ROW)).toList(), length);
            ClosedLoop.Done queries = loop.run(
                    all.stream().map(connection -> statement(connection, QUERY)).toList(), length);
            ClosedLoop.Done commits = loop.run(
                    all.stream().map(connection -> statement(connection, ROW)).toList(), length);
            return new Flushes(
                    connections, commits.millis().size() / commits.seconds(), commits.millis(), queries.millis());
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static Runnable statement(Connection connection, String sql) {
        return () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.execute();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        };
    }

    /** The database's version and what it waits for before a commit counts. */
    static String database(BenchPortal portal) throws SQLException {
        try (Connection connection = portal.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version'), "
                        + "current_setting('synchronous_commit'), current_setting('fsync'), "
                        + "current_setting('wal_sync_method')")) {
            row.next();
            return "PostgreSQL " + row.getString(1) + ", synchronous_commit " + row.getString(2) + ", fsync "
                    + row.getString(3) + " by " + row.getString(4);
        }
    }

    JsonObject json() {
        return Json.createObjectBuilder()
                .add("connections", connections)
                .add("commitsPerSecond", commitsPerSecond)
                .add("commitP50Millis", Quantile.of(commits, 0.5))
                .add("commitP99Millis", Quantile.of(commits, 0.99))
                .add("queryP50Millis", Quantile.of(queries, 0.5))
                .build();
    }
}
