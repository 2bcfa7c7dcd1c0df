package org.chartseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.SecretName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second installation whose database, sign-in and ledger are external: those of the first one. It starts a portal and
 * nothing else.
 */
@Order(2)
class ExternalPartsIT {
    private static final String PASSWORD = "of the test";

    @Test
    void what_the_settings_name_is_used_and_neither_started_nor_stopped(@TempDir Path temporary) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("data"));
        String database = InstallationUnderTest.part("database").getString("endpoint");
        String signIn = InstallationUnderTest.part("sign-in").getString("endpoint") + "/realms/chartseal-"
                + InstallationUnderTest.port();
        Path profile = InstallationUnderTest.folder().resolve("ledger/client/profile.json");
        createDatabase();
        Files.writeString(folder.resolve("settings.properties"), """
                chartseal.db.url=jdbc:postgresql://%s/second?ApplicationName=second
                chartseal.db.user=second
                chartseal.db.password=%s
                chartseal.oidc.provider-url=%s
                chartseal.oidc.client-id=second-portal
                chartseal.oidc.client-secret=none
                chartseal.ledger.profile=%s
                chartseal.ledger.kind=solo
                chartseal.hospital.name=Second Hospital
                """.formatted(database, PASSWORD, signIn, profile));
        Command second = new Command(folder);
        int port = InstallationUnderTest.freePort();
        try {
            Command.Outcome start = second.run("start", "--no-demo", "--port", Integer.toString(port));
            assertThat(start.exit()).as(start.output()).isZero();

            JsonObject status = second.status();
            assertThat(status.getString("state")).isEqualTo("running");
            List<JsonObject> parts = status.getJsonArray("parts").getValuesAs(JsonObject.class);
            assertThat(parts)
                    .filteredOn(part -> part.getBoolean("external"))
                    .hasSize(3)
                    .allSatisfy(part -> {
                        assertThat(part.isNull("pid")).isTrue();
                        assertThat(part.getString("state")).isEqualTo("running");
                    });
            assertThat(parts)
                    .extracting(part -> part.getString("endpoint"))
                    .startsWith("jdbc:postgresql://" + database + "/second", signIn);
            assertThat(second.run("status").output()).contains("external");
            assertThat(migrationsIn("second")).isPositive();
            assertThat(redirectOf(port)).startsWith(signIn).contains("client_id=second-portal");
            assertThat(folder.resolve("database")).doesNotExist();
        } finally {
            second.run("stop");
        }
        assertThat(second.run("status").exit()).isEqualTo(3);
        assertThat(Health.ask().state()).isEqualTo("UP");
    }

    private static String redirectOf(int port) throws Exception {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/doctor"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        return answer.headers().firstValue("Location").orElse("none");
    }

    private static void createDatabase() throws Exception {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE second LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE second OWNER second");
        }
    }

    private static int migrationsIn(String database) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM flyway_schema_history")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(String database) throws Exception {
        String password = new Installation(InstallationUnderTest.folder())
                .state()
                .orElseThrow()
                .secret(SecretName.DATABASE_SUPERUSER);
        String server = InstallationUnderTest.part("database").getString("endpoint");
        return DriverManager.getConnection("jdbc:postgresql://" + server + "/" + database, "postgres", password);
    }
}
