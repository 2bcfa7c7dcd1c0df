package org.chartseal.domain.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.chartseal.domain.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** An installation of a version whose objects had their keys inside. */
class FormerInstallationIT {

    private final DataSource database = TestDatabase.unmigrated();

    @Test
    void oneThatSealedSomethingIsRefusedInWordsAndLeftAsItWas() throws SQLException {
        Flyway.configure().dataSource(database).target("33").load().migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    SET session_replication_role = replica;
                    INSERT INTO record_version (record_id, version, type, patient_id, author_id, signed_at, header, signature,
                                                commitment, object)
                    SELECT gen_random_uuid(), 1, 'note', gen_random_uuid(), gen_random_uuid(), now(), '{}', '', repeat('0', 64),
                           'sha256:' || repeat('0', 64)
                    """);
        }
        assertThatThrownBy(() -> Flyway.configure().dataSource(database).load().migrate())
                .hasMessageContaining("object format 1")
                .hasMessageContaining("docs/keys.md");
        assertThat(count("record_version")).isEqualTo(1);
        assertThat(count("pg_class WHERE relname = 'object_key'")).isZero();
    }

    @Test
    void oneThatSealedNothingYetIsMigrated() throws SQLException {
        Flyway.configure().dataSource(database).target("33").load().migrate();
        Flyway.configure().dataSource(database).load().migrate();
        assertThat(count("object_key")).isZero();
    }

    /** What was sealed before grants had keys is known to belong to a part of the record afterwards, as the working rows have it. */
    @Test
    void eachObjectGetsThePartThatItBelongsTo() throws SQLException {
        Flyway.configure().dataSource(database).target("37").load().migrate();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    SET session_replication_role = replica;
                    INSERT INTO object_key (address, patient_id, record_id, version, commitment, made_at)
                    SELECT 'sha256:' || repeat(n::text, 64), md5('patient')::uuid, md5(n::text)::uuid, 1, repeat('c', 64), now()
                      FROM generate_series(1, 7) n;
                    INSERT INTO record_version (record_id, version, type, patient_id, author_id, signed_at, header, signature,
                                                commitment, object)
                    SELECT md5(n::text)::uuid, 1, type, md5('patient')::uuid, md5('a')::uuid, now(), '{}', '', repeat('0', 64),
                           'sha256:' || repeat(n::text, 64)
                      FROM (VALUES (1, 'note'), (2, 'lab-report'), (3, 'prescription'), (4, 'document')) AS v (n, type);
                    INSERT INTO consultation_note (id, version, patient_id, author_id, state, sealed_version, started_at, changed_at,
                                                   signed_at, category)
                    VALUES (md5('1')::uuid, 0, md5('patient')::uuid, md5('a')::uuid, 'signed', 1, now(), now(), now(), 'mental-health');
                    INSERT INTO lab_request (id, version, patient_id, author_id, panel_id, urgency, state, sealed_version, signed_at,
                                             category)
                    VALUES (md5('q')::uuid, 0, md5('patient')::uuid, md5('a')::uuid, md5('p')::uuid, 'routine', 'released', 1, now(),
                            'genetics');
                    INSERT INTO lab_report (id, version, request_id, patient_id, state, entered_by, entered_at)
                    VALUES (md5('2')::uuid, 0, md5('q')::uuid, md5('patient')::uuid, 'entered', md5('a')::uuid, now());
                    INSERT INTO attachment (id, patient_id, report_id, name, media_type, size, sha256, object, added_by, added_at, category)
                    VALUES (md5('5')::uuid, md5('patient')::uuid, md5('2')::uuid, 'x.png', 'image/png', 1, repeat('a', 64),
                            'sha256:' || repeat('5', 64), md5('a')::uuid, now(), 'imaging');
                    INSERT INTO filed_document (id, version, patient_id, author_id, category, kind, title, dated, note, reason, state,
                                                file_id, sealed_version, filed_at, signed_at)
                    VALUES (md5('4')::uuid, 0, md5('patient')::uuid, md5('a')::uuid, 'reproductive-health', 'referral', 'x',
                            DATE '2026-11-20', '', '', 'signed', md5('6')::uuid, 1, now(), now());
                    INSERT INTO filed_file (id, document_id, name, media_type, size, sha256, object, added_at)
                    VALUES (md5('6')::uuid, md5('4')::uuid, 'x.pdf', 'application/pdf', 1, repeat('a', 64), 'sha256:' || repeat('6', 64), now());
                    """);
        }
        Flyway.configure().dataSource(database).load().migrate();
        String[] expected = {
            "1 mental-health",
            "2 genetics",
            "3 medication",
            "4 reproductive-health",
            "5 imaging",
            "4 reproductive-health"
        };
        for (int object = 1; object <= expected.length; object++) {
            String[] part = expected[object - 1].split(" ", -1);
            assertThat(count("object_key WHERE address = 'sha256:' || repeat('" + object + "', 64) AND part_of = md5('"
                            + part[0] + "')::uuid AND category = '" + part[1] + "'"))
                    .as("object %d", object)
                    .isEqualTo(1);
        }
        assertThat(count("object_key WHERE category IS NULL"))
                .as("of an upload")
                .isEqualTo(1);
        assertThat(count("changed_record")).as("nothing was altered").isZero();
    }

    private long count(String of) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + of)) {
            result.next();
            return result.getLong(1);
        }
    }
}
