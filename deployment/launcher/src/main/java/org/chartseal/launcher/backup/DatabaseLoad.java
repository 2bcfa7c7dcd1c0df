package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.chartseal.launcher.installation.LauncherFailure;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Builds a database again in an empty one, in one transaction. Rows come before constraints and triggers, so that none of these is
 * set off; afterwards the database describes itself by the same words as the one that was backed up.
 */
final class DatabaseLoad implements AutoCloseable {
    /**
     * How far numbers that people write on cards and tubes jump: those that were given after the backup must not be given again.
     */
    private static final long NUMBERS_LEFT_OUT = 10_000;

    private final String part;
    private final Connection connection;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private @Nullable Schema schema;
    private boolean done;

    DatabaseLoad(String part, Connection connection) throws SQLException {
        this.part = part;
        this.connection = connection;
        connection.setAutoCommit(false);
        run(SchemaReader.NO_PATH, "SET LOCAL check_function_bodies = off", "SET LOCAL TIME ZONE 'UTC'");
    }

    /** Takes an entry of this database. */
    void take(String name, ArchiveReader.Content content) throws IOException, SQLException {
        String what = name.substring(part.length());
        if (what.equals(DatabaseDump.SCHEMA)) {
            schema = Schema.of(content.json());
            run(schema.before().toArray(String[]::new));
            schema.tables().forEach(table -> rows.put(table.name(), 0L));
        } else if (what.startsWith(DatabaseDump.ROWS)) {
            copy(what.substring(DatabaseDump.ROWS.length()), content);
        } else if (what.equals(DatabaseDump.SEQUENCES)) {
            finish(content.json());
        } else {
            throw new ArchiveDamaged("it has an entry " + name + ", which is none of a database");
        }
    }

    private void copy(String place, ArchiveReader.Content content) throws IOException, SQLException {
        Schema.Table table = schema().tables().get(Integer.parseInt(place.substring(0, place.indexOf('/'))));
        try (GZIPInputStream in = new GZIPInputStream(content.stream())) {
            long copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table.name() + " (" + table.columns() + ") FROM STDIN", in);
            rows.merge(table.name(), copied, Long::sum);
        }
    }

    private void finish(JsonObject values) throws SQLException {
        for (Schema.Sequence sequence : schema().sequences()) {
            JsonObject value = values.getJsonObject(sequence.name());
            long last = value.getJsonNumber("last").longValueExact();
            boolean called = value.getBoolean("called");
            long next = sequence.own() && called ? last + NUMBERS_LEFT_OUT : last;
            run("SELECT setval('" + sequence.name().replace("'", "''") + "', " + next + ", " + called + ")");
        }
        run(schema().after().toArray(String[]::new));
        Schema built = new SchemaReader(connection).read();
        if (built.server() == schema().server() && !texts(built).equals(texts(schema()))) {
            throw new LauncherFailure("The database that was built is not the one that was backed up: "
                    + difference(built, schema()) + ". This is a defect of Chartseal; nothing was restored.");
        }
        done = true;
    }

    /** The first thing that only one of them has. */
    private static String difference(Schema built, Schema wanted) {
        List<String> one = texts(built);
        List<String> other = texts(wanted);
        return Stream.concat(
                        one.stream().filter(text -> !other.contains(text)),
                        other.stream().filter(text -> !one.contains(text)))
                .findFirst()
                .orElse("the order");
    }

    /** Without brackets: PostgreSQL leaves out some of a condition that it read from a text of its own. */
    private static List<String> texts(Schema schema) {
        List<String> texts = new ArrayList<>(schema.before());
        schema.tables().forEach(table -> texts.add(table.toString()));
        schema.sequences().forEach(sequence -> texts.add(sequence.toString()));
        texts.addAll(schema.after());
        texts.replaceAll(text -> text.replaceAll("[()]", ""));
        return texts;
    }

    /** How many rows each table got. */
    JsonObject counts() {
        JsonObjectBuilder counts = Json.createObjectBuilder();
        rows.forEach(counts::add);
        return counts.build();
    }

    /** What was taken is to stay. */
    void keep() throws SQLException {
        if (!done) {
            throw new ArchiveDamaged("a database in it has no end");
        }
        connection.commit();
        connection.setAutoCommit(true);
        run("ANALYZE");
    }

    private Schema schema() {
        if (schema == null) {
            throw new ArchiveDamaged("a database in it has no beginning");
        }
        return schema;
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
