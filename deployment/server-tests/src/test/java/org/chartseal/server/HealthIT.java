package org.chartseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.SecretName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Each part killed while the portal runs: what the portal says, and that a start brings it back. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthIT {
    private final Command chartseal = InstallationUnderTest.chartseal();

    @Test
    @Order(1)
    void everything_is_up() throws Exception {
        Health health = Health.ask();

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.state()).isEqualTo("UP");
        assertThat(health.answer().getJsonObject("parts").keySet())
                .containsExactly("database", "sign-in", "storage", "ledger");
        assertThat(health.ledger().getString("kind")).isEqualTo("solo");
        assertThat(health.ledger().getInt("height")).isPositive();
        assertThat(health.ledger().getInt("pendingSeals")).isZero();
        assertThat(health.ledger().get("oldestPendingSeconds")).isEqualTo(JsonValue.NULL);
        assertThat(health.ledger().get("away")).isEqualTo(JsonValue.NULL);
    }

    @Test
    @Order(2)
    void without_the_ledger_work_goes_on_and_seals_that_wait_are_counted() throws Exception {
        int portal = InstallationUnderTest.part("portal").getInt("pid");
        kill("ledger");
        execute("INSERT INTO ledger_outbox (kind, subject, payload, created_at)"
                + " SELECT 'anchor-seal', 'test-' || n, '{}', now() FROM generate_series(1, 3) n");
        execute("INSERT INTO ledger_outbox (kind, subject, payload, created_at)"
                + " VALUES ('register-subject', 'test-4', '{}', now())");

        Health health = Health.ask();
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.state()).isEqualTo("DEGRADED");
        assertThat(health.part("ledger")).isEqualTo("DOWN");
        assertThat(health.ledger().get("height")).isEqualTo(JsonValue.NULL);
        assertThat(health.ledger().getInt("pendingSeals")).isEqualTo(3);
        assertThat(health.ledger().getInt("pendingMessages")).isEqualTo(4);
        assertThat(health.ledger().getInt("oldestPendingSeconds")).isNotNegative();
        assertThat(health.ledger().getJsonObject("away").getString("part")).isEqualTo("peer");
        assertThat(health.ledger().getJsonObject("away").getString("text")).contains("does not answer");

        Command.Outcome degraded = chartseal.run("status", "--json");
        assertThat(degraded.exit()).isEqualTo(1);
        assertThat(degraded.output()).contains("\"state\":\"degraded\"", "\"height\":null", "\"pendingSeals\":3");

        execute("DELETE FROM ledger_outbox WHERE subject LIKE 'test-%'");
        comesBack();
        assertThat(InstallationUnderTest.part("portal").getInt("pid")).isEqualTo(portal);
    }

    @Test
    @Order(3)
    void without_the_object_store_nobody_can_work() throws Exception {
        Path objects = InstallationUnderTest.folder().resolve("storage");
        Path away = objects.resolveSibling("storage.away");
        Files.move(objects, away);
        Files.createFile(objects);

        Health health = Health.ask();
        Files.delete(objects);
        Files.move(away, objects);

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.state()).isEqualTo("DOWN");
        assertThat(health.answer().getJsonObject("parts"))
                .extractingByKeys("database", "sign-in", "storage", "ledger")
                .extracting(Object::toString)
                .containsExactly("\"UP\"", "\"UP\"", "\"DOWN\"", "\"UP\"");
        assertThat(Health.ask().state()).isEqualTo("UP");
    }

    @Test
    @Order(4)
    void without_the_database_nobody_can_work() throws Exception {
        kill("database");

        Health health = Health.ask();
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.state()).isEqualTo("DOWN");
        assertThat(health.part("database")).isEqualTo("DOWN");
        assertThat(health.part("storage")).isEqualTo("UP");
        assertThat(health.ledger().getInt("height")).isPositive();
        assertThat(health.ledger().get("pendingSeals")).isEqualTo(JsonValue.NULL);

        comesBack();
    }

    @Test
    @Order(5)
    void without_sign_in_nobody_can_work() throws Exception {
        kill("sign-in");

        Health health = Health.ask();
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.state()).isEqualTo("DOWN");
        assertThat(health.part("sign-in")).isEqualTo("DOWN");
        assertThat(health.part("database")).isEqualTo("UP");

        comesBack();
    }

    private void comesBack() throws Exception {
        Command.Outcome start = chartseal.run("start");
        assertThat(start.exit()).as(start.output()).isZero();
        assertThat(start.output()).doesNotContain("one-time password");
        assertThat(Health.ask().state()).isEqualTo("UP");
        assertThat(chartseal.run("status").exit()).isZero();
    }

    private static void kill(String part) throws Exception {
        ProcessHandle process =
                ProcessHandle.of(InstallationUnderTest.part(part).getInt("pid")).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
    }

    private static void execute(String sql) throws Exception {
        InstallationState state =
                new Installation(InstallationUnderTest.folder()).state().orElseThrow();
        Properties user = new Properties();
        user.putAll(Map.of("user", "chartseal", "password", state.secret(SecretName.DATABASE_PORTAL)));
        String url =
                "jdbc:postgresql://" + InstallationUnderTest.part("database").getString("endpoint") + "/chartseal";
        try (Connection connection = DriverManager.getConnection(url, user);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
