package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.part.InstallationDatabases;
import org.chartseal.launcher.part.Parts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is written beside those who work in it, and built again with everything that it had. */
class DatabaseDumpIT {

    private static final byte[] PASSPHRASE = "correct horse battery".getBytes(StandardCharsets.UTF_8);
    private static final KeyCost CHEAP = new KeyCost(8, 1, 1);

    private static final String EVERYTHING = """
            CREATE EXTENSION btree_gist;
            CREATE SEQUENCE card_number START 100001 INCREMENT 1;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
            CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN n * 2;
            CREATE TABLE "Ward B" (id int CONSTRAINT ward_pk PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'it''s',
              beds int CONSTRAINT beds_some CHECK (beds > 0 AND (beds < 10 OR beds = 100)));
            CREATE TABLE stay (
              id       bigint GENERATED ALWAYS AS IDENTITY (START 7 INCREMENT 3) CONSTRAINT stay_pk PRIMARY KEY,
              ward     int NOT NULL CONSTRAINT stay_ward_fk REFERENCES "Ward B" ON DELETE CASCADE,
              bed      int,
              "when"   tstzrange NOT NULL,
              doubled  int GENERATED ALWAYS AS (twice(bed)) STORED,
              note     text COLLATE "C",
              raw      bytea,
              seen     timestamptz,
              price    numeric(9, 2),
              share    double precision,
              CONSTRAINT stay_once EXCLUDE USING gist (bed WITH =, "when" WITH &&) WHERE (bed IS NOT NULL));
            CREATE UNIQUE INDEX stay_note ON stay (lower(note)) WHERE note IS NOT NULL;
            CREATE TABLE old_style (id serial PRIMARY KEY, body jsonb) WITH (fillfactor = 70);
            INSERT INTO "Ward B" VALUES (1, 'Kürbis', 3), (2, DEFAULT, NULL);
            INSERT INTO stay (ward, bed, "when", note, raw, seen, price, share)
              SELECT 1 + n % 2, n, '[2026-01-01,2026-02-01)', 'note ' || n || E'\\t\\\\ line\\nbreak', '\\x00ff', now(), n, n / 3.0::float8
                FROM generate_series(1, 2000) n;
            INSERT INTO old_style (body) VALUES ('{"a": [1, null]}'), (NULL);
            SELECT nextval('card_number'), nextval('card_number');
            CREATE TRIGGER stay_immutable BEFORE UPDATE OR DELETE ON stay FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE TRIGGER stay_new BEFORE INSERT ON stay FOR EACH ROW WHEN (new.bed > 5000) EXECUTE FUNCTION refuse();
            """;

    private static InstallationDatabases databases;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Installation installation = new Installation(folder.resolve("data"));
        InstallationState state = installation.create(1, false, new LedgerChoice.Solo());
        Distribution distribution = new Distribution(Path.of(System.getProperty("user.dir"), "..", ".."));
        databases = new InstallationDatabases(installation, Parts.of(distribution, installation, state));
        databases.start();
    }

    @AfterAll
    static void stop() {
        databases.stop();
    }

    @BeforeEach
    void empty() throws SQLException {
        for (Connection each : List.of(databases.portal(), databases.accounts().orElseThrow())) {
            try (each) {
                run(each, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static String rows(Connection connection) throws SQLException {
        return text(connection, "SELECT md5(string_agg(t::text, ',' ORDER BY id)) || count(*) FROM stay t")
                + text(connection, "SELECT string_agg(t::text, ',' ORDER BY id) FROM \"Ward B\" t")
                + text(connection, "SELECT string_agg(t::text, ',' ORDER BY id) FROM old_style t");
    }

    /** From the portal's database into that of the accounts, which is empty. */
    private static JsonObject moved(Connection from, Connection to, Runnable meanwhile)
            throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonObject counts;
        try (ArchiveWriter archive = ArchiveWriter.begin(out, PASSPHRASE, CHEAP);
                DatabaseDump dump = DatabaseDump.begin(Entries.PORTAL, from)) {
            meanwhile.run();
            counts = dump.writeTo(archive, () -> {});
            archive.finish(
                    JsonObject.EMPTY_JSON_OBJECT,
                    JsonObject.EMPTY_JSON_OBJECT,
                    JsonObject.EMPTY_JSON_OBJECT,
                    List.of());
        }
        DatabaseLoad load = new DatabaseLoad(Entries.PORTAL, to);
        ArchiveReader.open(new ByteArrayInputStream(out.toByteArray()), PASSPHRASE)
                .read((name, content) -> {
                    try {
                        load.take(name, content);
                    } catch (SQLException e) {
                        throw new IOException(e);
                    }
                });
        assertThat(load.counts()).isEqualTo(counts);
        load.keep();
        return counts;
    }

    @Test
    void everything_comes_back_and_holds_again() throws SQLException, IOException {
        try (Connection portal = databases.portal();
                Connection accounts = databases.accounts().orElseThrow()) {
            run(portal, EVERYTHING);
            String before = rows(portal);

            JsonObject counts = moved(portal, accounts, () -> {});

            assertThat(counts.getInt("public.stay")).isEqualTo(2000);
            run(accounts, "SET search_path TO public");
            assertThat(rows(accounts)).isEqualTo(before);
            for (String broken : List.of(
                    "UPDATE stay SET bed = 1",
                    "INSERT INTO stay (ward, bed, \"when\") VALUES (1, 6000, '[2026-01-01,2026-02-01)')",
                    "INSERT INTO stay (ward, bed, \"when\") VALUES (1, 7, '[2026-01-15,2026-01-16)')",
                    "INSERT INTO stay (ward, \"when\") VALUES (9, '[2026-01-15,2026-01-16)')",
                    "INSERT INTO stay (ward, \"when\", note) SELECT 1, 'empty', upper(note) FROM stay LIMIT 1",
                    "INSERT INTO \"Ward B\" VALUES (3, 'x', 50)",
                    "INSERT INTO \"Ward B\" VALUES (1, 'x', 5)",
                    "INSERT INTO \"Ward B\" VALUES (4, NULL, 5)")) {
                assertThatThrownBy(() -> run(accounts, broken)).as(broken).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void columns_count_on_and_numbers_on_paper_are_not_given_again() throws SQLException, IOException {
        try (Connection portal = databases.portal();
                Connection accounts = databases.accounts().orElseThrow()) {
            run(portal, EVERYTHING);
            moved(portal, accounts, () -> {});
            run(accounts, "SET search_path TO public");
            assertThat(text(accounts, "INSERT INTO old_style (body) VALUES (NULL) RETURNING id"))
                    .isEqualTo("3");
            assertThat(text(accounts, "INSERT INTO stay (ward, \"when\") VALUES (1, 'empty') RETURNING id"))
                    .isEqualTo(Long.toString(7 + 2000 * 3));
            assertThat(text(accounts, "SELECT nextval('card_number')")).isEqualTo("110003");
        }
    }

    /** Who works meanwhile sees no difference, and neither does the backup. */
    @Test
    void what_is_written_meanwhile_is_not_in_it() throws SQLException, IOException {
        try (Connection portal = databases.portal();
                Connection worker = databases.portal();
                Connection accounts = databases.accounts().orElseThrow()) {
            run(portal, EVERYTHING);
            JsonObject counts = moved(portal, accounts, () -> {
                try {
                    run(worker, "INSERT INTO old_style (body) VALUES ('1')");
                    run(worker, "SET lock_timeout = '200ms'");
                    assertThatThrownBy(() -> run(worker, "TRUNCATE old_style")).hasMessageContaining("lock timeout");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(counts.getInt("public.old_style")).isEqualTo(2);
        }
    }

    @Test
    void what_cannot_be_described_is_refused() throws SQLException {
        for (String unknown : List.of(
                "CREATE VIEW seen AS SELECT 1 AS one",
                "CREATE TYPE colour AS ENUM ('red')",
                "CREATE TABLE part (id int) PARTITION BY RANGE (id)",
                "CREATE UNLOGGED TABLE quick (id int)",
                "CREATE TABLE child (id int); CREATE TABLE grown () INHERITS (child)",
                "CREATE TABLE guarded (id int); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                "CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one",
                "CREATE TABLE ruled (id int); CREATE RULE none AS ON INSERT TO ruled DO INSTEAD NOTHING")) {
            empty();
            try (Connection portal = databases.portal()) {
                run(portal, unknown);
                assertThatThrownBy(() -> DatabaseDump.begin(Entries.PORTAL, portal))
                        .as(unknown)
                        .isInstanceOf(LauncherFailure.class)
                        .hasMessageContaining("does not keep");
            }
        }
    }
}
