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

    private long count(String of) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + of)) {
            result.next();
            return result.getLong(1);
        }
    }
}
