package org.chartseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of one installation, from its first start to its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {
    private static final Pattern ONE_TIME_PASSWORD = Pattern.compile("shown only now:\\s+(\\S+)");

    private Path folder = Path.of("");
    private Command chartseal = new Command(folder);
    private int port;

    @BeforeAll
    void choosePort(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("data");
        chartseal = new Command(folder);
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(loopback(), 0));
            port = socket.getLocalPort();
        }
    }

    @AfterAll
    void stop() throws Exception {
        chartseal.run("stop");
    }

    @Test
    @Order(1)
    void ctrl_C_while_starting_leaves_nothing_behind_that_runs() throws Exception {
        Command.Outcome start =
                chartseal.interruptAt("database", "start", "--no-demo", "--port", Integer.toString(port));

        assertThat(start.exit()).as(start.output()).isNotZero();
        assertThat(chartseal.status().getString("state")).isEqualTo("stopped");
        assertThat(isListening(port)).isFalse();
    }

    @Test
    @Order(2)
    void the_first_start_returns_when_the_portal_answers() throws Exception {
        Command.Outcome start = chartseal.run("start", "--no-demo", "--port", Integer.toString(port));

        assertThat(start.exit()).as(start.output()).isZero();
        assertThat(start.output()).contains("http://localhost:" + port);
        assertThat(ONE_TIME_PASSWORD.matcher(start.output()).find()).isTrue();
        assertThat(health().statusCode()).isEqualTo(200);
        assertThat(health().body()).contains("\"state\":\"UP\"");
    }

    @Test
    @Order(3)
    void status_names_each_part_with_its_process() throws Exception {
        Command.Outcome status = chartseal.run("status", "--json");

        assertThat(status.exit()).isZero();
        JsonObject report = chartseal.status();
        assertThat(report.getString("state")).isEqualTo("running");
        assertThat(report.getString("url")).isEqualTo("http://localhost:" + port);
        assertThat(parts(report))
                .extracting(part -> part.getString("name"))
                .containsExactly("database", "sign-in", "ledger", "portal");
        assertThat(parts(report)).allSatisfy(part -> {
            assertThat(part.getString("state")).isEqualTo("running");
            assertThat(ProcessHandle.of(part.getInt("pid"))).isPresent();
        });
        assertThat(report.getJsonObject("ledger").getString("kind")).isEqualTo("solo");
    }

    @Test
    @Order(4)
    void nobody_else_on_the_machine_reads_its_secrets() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("config"))) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    @Order(5)
    void nothing_listens_to_the_network() throws Exception {
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        for (JsonObject part : parts(chartseal.status())) {
            int partPort = portOf(part);
            assertThat(isListening(partPort)).as(part.getString("name")).isTrue();
            for (InetAddress address : addresses) {
                assertThat(isListening(address, partPort))
                        .as(part.getString("name"))
                        .isFalse();
            }
        }
    }

    @Test
    @Order(6)
    void a_second_start_is_refused_and_changes_nothing() throws Exception {
        JsonObject before = chartseal.status();
        Command.Outcome second = chartseal.run("start");

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output()).contains("runs already at http://localhost:" + port);
        assertThat(chartseal.status()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void a_killed_part_shows_and_comes_back_and_the_others_stay() throws Exception {
        int ledger = pid("ledger");
        int portal = pid("portal");
        kill(pid("sign-in"));
        kill(ledger);

        Command.Outcome degraded = chartseal.run("status", "--json");
        assertThat(degraded.exit()).isEqualTo(1);
        assertThat(degraded.output()).contains("\"state\":\"degraded\"");

        Command.Outcome start = chartseal.run("start");
        assertThat(start.exit()).as(start.output()).isZero();
        assertThat(ONE_TIME_PASSWORD.matcher(start.output()).find()).isFalse();
        assertThat(pid("portal")).isEqualTo(portal);
        assertThat(pid("ledger")).isNotEqualTo(ledger);
        assertThat(chartseal.run("status").exit()).isZero();
    }

    @Test
    @Order(8)
    void all_killed_at_once_come_back() throws Exception {
        for (JsonObject part : parts(chartseal.status())) {
            kill(part.getInt("pid"));
        }
        assertThat(chartseal.run("status").exit()).isEqualTo(3);

        Command.Outcome start = chartseal.run("start");
        assertThat(start.exit()).as(start.output()).isZero();
        assertThat(health().body()).contains("\"state\":\"UP\"");
    }

    @Test
    @Order(9)
    void logs_tell_about_each_part() throws Exception {
        Command.Outcome logs = chartseal.run("logs");

        assertThat(logs.exit()).isZero();
        assertThat(logs.output()).contains("database.log", "sign-in.log", "ledger.log", "portal.log");
    }

    @Test
    @Order(10)
    void stop_ends_every_process() throws Exception {
        List<Integer> ports =
                parts(chartseal.status()).stream().map(LauncherIT::portOf).toList();

        assertThat(chartseal.run("stop").exit()).isZero();

        assertThat(ports).hasSize(4).noneMatch(LauncherIT::isListening);
        assertThat(chartseal.run("status", "--json").exit()).isEqualTo(3);
        assertThat(isListening(port)).isFalse();
    }

    @Test
    @Order(11)
    void a_taken_port_is_told_and_nothing_is_started() throws Exception {
        try (ServerSocket intruder = new ServerSocket()) {
            intruder.bind(new InetSocketAddress(loopback(), port));

            Command.Outcome start = chartseal.run("start");

            assertThat(start.exit()).isEqualTo(1);
            assertThat(start.output()).contains("Port " + port + " is taken");
            assertThat(chartseal.status().getString("state")).isEqualTo("stopped");
        }
    }

    @Test
    @Order(12)
    void a_database_of_another_version_is_told_and_nothing_is_started() throws Exception {
        Path version = folder.resolve("database/PG_VERSION");
        String real = Files.readString(version);
        Files.writeString(version, "15\n");

        Command.Outcome start = chartseal.run("start");
        Files.writeString(version, real);

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.output()).contains("of another version", "PostgreSQL 15");
        assertThat(chartseal.status().getString("state")).isEqualTo("stopped");
    }

    @Test
    @Order(13)
    void reset_asks_and_without_an_answer_keeps_everything() throws Exception {
        assertThat(chartseal.run("reset").exit()).isEqualTo(1);
        assertThat(folder.resolve("installation.json")).exists();

        assertThat(chartseal.run("reset", "--yes").exit()).isZero();
        assertThat(folder).doesNotExist();
    }

    private int pid(String name) throws Exception {
        return parts(chartseal.status()).stream()
                .filter(part -> part.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getInt("pid");
    }

    private static List<JsonObject> parts(JsonObject report) {
        return report.getJsonArray("parts").getValuesAs(JsonObject.class);
    }

    private static void kill(int pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private HttpResponse<String> health() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int portOf(JsonObject part) {
        return Integer.parseInt(part.getString("endpoint").replaceAll(".*:", ""));
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static boolean isListening(int port) {
        return isListening(loopback(), port);
    }

    private static boolean isListening(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
