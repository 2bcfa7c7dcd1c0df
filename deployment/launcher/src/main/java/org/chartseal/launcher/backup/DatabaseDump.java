package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** One database as it was at one moment, whoever goes on working in it. */
final class DatabaseDump implements AutoCloseable {
    static final String SCHEMA = "/schema.json";
    static final String ROWS = "/rows/";
    static final String SEQUENCES = "/sequences.json";

    /** Of rows in one entry, before they are packed; the last row may go beyond. */
    private static final int CHUNK_BYTES = 4 << 20;

    private static final int ROWS_AT_ONCE = 1000;

    private final String part;
    private final Connection connection;
    private final Schema schema;

    private DatabaseDump(String part, Connection connection, Schema schema) {
        this.part = part;
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Fixes the moment. From now on until it is closed, nothing else is seen of the database, and no table of it can be changed in
     * its build or emptied as a whole.
     *
     * @param part of the backup to which it goes
     */
    static DatabaseDump begin(String part, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        }
        Schema schema = new SchemaReader(connection).read();
        try (Statement statement = connection.createStatement()) {
            String tables = schema.tables().stream().map(Schema.Table::name).collect(Collectors.joining(", "));
            if (!tables.isEmpty()) {
                statement.execute("LOCK TABLE " + tables + " IN ACCESS SHARE MODE");
            }
        }
        return new DatabaseDump(part, connection, schema);
    }

    /**
     * Writes all of it.
     *
     * @return how many rows each table has
     */
    JsonObject writeTo(ArchiveWriter archive, Runnable afterEach) throws SQLException, IOException {
        archive.add(part + SCHEMA, schema.toJson().toString());
        JsonObjectBuilder counts = Json.createObjectBuilder();
        for (int i = 0; i < schema.tables().size(); i++) {
            Schema.Table table = schema.tables().get(i);
            counts.add(table.name(), writeRows(i, table, archive, afterEach));
        }
        archive.add(part + SEQUENCES, sequences().toString());
        return counts.build();
    }

    private long writeRows(int number, Schema.Table table, ArchiveWriter archive, Runnable afterEach)
            throws SQLException, IOException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY " + table.name() + " (" + table.columns() + ") TO STDOUT");
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        int chunks = 0;
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            chunk.write(row);
            if (chunk.size() >= CHUNK_BYTES) {
                archive.add(entry(number, chunks++), packed(chunk));
                chunk.reset();
                afterEach.run();
            }
        }
        if (chunk.size() > 0) {
            archive.add(entry(number, chunks), packed(chunk));
        }
        afterEach.run();
        return copy.getHandledRowCount();
    }

    private String entry(int table, int chunk) {
        return String.format(Locale.ROOT, "%s%s%05d/%06d.gz", part, ROWS, table, chunk);
    }

    private static byte[] packed(ByteArrayOutputStream rows) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            rows.writeTo(out);
        }
        return packed.toByteArray();
    }

    /** Sequences know no moment; read behind the rows they have at least every number that is in those. */
    private JsonObject sequences() throws SQLException {
        JsonObjectBuilder values = Json.createObjectBuilder();
        for (Schema.Sequence sequence : schema.sequences()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + sequence.name())) {
                row.next();
                values.add(
                        sequence.name(),
                        Json.createObjectBuilder().add("last", row.getLong(1)).add("called", row.getBoolean(2)));
            }
        }
        return values.build();
    }

    /** The first column of a query, at the same moment. */
    List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('search_path', 'public', true)");
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
