package org.chartseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A running installation, looked at from outside. */
@Order(2)
class InstallationIT {
    private final Command chartseal = InstallationUnderTest.chartseal();
    private final Path folder = InstallationUnderTest.folder();

    @Test
    void status_names_each_part_with_its_process_and_the_ledger_with_its_height() throws Exception {
        assertThat(chartseal.run("status", "--json").exit()).isZero();
        JsonObject report = chartseal.status();

        assertThat(report.getString("state")).isEqualTo("running");
        assertThat(report.getString("url")).isEqualTo(InstallationUnderTest.url());
        assertThat(InstallationUnderTest.parts())
                .extracting(part -> part.getString("name"))
                .containsExactly("database", "sign-in", "ledger", "portal");
        assertThat(InstallationUnderTest.parts()).allSatisfy(part -> {
            assertThat(part.getString("state")).isEqualTo("running");
            assertThat(ProcessHandle.of(part.getInt("pid"))).isPresent();
            assertThat(part.getJsonNumber("memory").longValue()).isGreaterThan(10 << 20);
        });
        assertThat(report.getJsonObject("ledger").getString("kind")).isEqualTo("solo");
        assertThat(report.getJsonObject("ledger").getInt("height")).isPositive();
        assertThat(report.getJsonObject("ledger").getInt("pendingSeals")).isZero();
    }

    @Test
    void nobody_else_on_the_machine_reads_its_secrets() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("config"))) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
        assertThat(permissions(folder.resolve("installation.json"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("vault/master.key"))).isEqualTo("rw-------");
        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    @Test
    void no_secret_is_in_a_log() throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
            assertThat(logs.toList())
                    .hasSizeGreaterThan(3)
                    .allSatisfy(log -> assertThat(Files.readString(log, StandardCharsets.UTF_8))
                            .as(log.toString())
                            .doesNotContain(secrets()));
        }
    }

    private List<String> secrets() throws IOException {
        List<String> drawn = Files.readString(folder.resolve("config/portal.properties"))
                .lines()
                .filter(line -> line.matches("chartseal\\..*(password|secret)=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
        assertThat(drawn).hasSizeGreaterThanOrEqualTo(4);
        return drawn;
    }

    @Test
    void no_secret_is_on_a_command_line() throws Exception {
        List<String> drawn = secrets();
        for (JsonObject part : InstallationUnderTest.parts()) {
            String commandLine = Files.readString(Path.of("/proc", Integer.toString(part.getInt("pid")), "cmdline"));
            assertThat(commandLine).doesNotContain(drawn);
        }
    }

    @Test
    void nothing_listens_to_the_network() throws Exception {
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        for (JsonObject part : InstallationUnderTest.parts()) {
            int port = portOf(part);
            assertThat(Sockets.isListening(port)).as(part.getString("name")).isTrue();
            for (InetAddress address : addresses) {
                assertThat(Sockets.isListening(address, port))
                        .as(part.getString("name"))
                        .isFalse();
            }
        }
    }

    @Test
    void a_second_start_is_refused_and_changes_nothing() throws Exception {
        List<Integer> before = processes();
        Command.Outcome second = chartseal.run("start");

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output()).contains("runs already at " + InstallationUnderTest.url());
        assertThat(processes()).isEqualTo(before);
    }

    private static List<Integer> processes() throws Exception {
        return InstallationUnderTest.parts().stream()
                .map(part -> part.getInt("pid"))
                .toList();
    }

    @Test
    void logs_tell_about_each_part() throws Exception {
        Command.Outcome logs = chartseal.run("logs");

        assertThat(logs.exit()).isZero();
        assertThat(logs.output()).contains("database.log", "sign-in.log", "ledger.log", "portal.log");
    }

    static int portOf(JsonObject part) {
        return Integer.parseInt(part.getString("endpoint").replaceAll(".*:", ""));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
