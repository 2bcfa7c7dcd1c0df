package org.chartseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of an installation's life, and starts that cannot come to an end. */
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {
    private final Command chartseal = InstallationUnderTest.chartseal();
    private final Path folder = InstallationUnderTest.folder();
    private final int port = InstallationUnderTest.port();

    @Test
    @Order(1)
    void all_killed_at_once_come_back_also_at_another_port() throws Exception {
        for (JsonObject part : InstallationUnderTest.parts()) {
            ProcessHandle.of(part.getInt("pid")).orElseThrow().destroyForcibly();
        }
        assertThat(chartseal.run("status").exit()).isEqualTo(3);

        InstallationUnderTest.moveTo(InstallationUnderTest.freePort());
        Command.Outcome start = chartseal.run("start", "--port", Integer.toString(InstallationUnderTest.port()));
        assertThat(start.exit()).as(start.output()).isZero();
        assertThat(Health.ask().state()).isEqualTo("UP");
        HttpResponse<String> signIn = new Browser().open(InstallationUnderTest.url() + "/admin");
        assertThat(signIn.statusCode()).isEqualTo(200);
        assertThat(signIn.uri().getPath()).startsWith("/realms/chartseal-" + InstallationUnderTest.port() + "/");
        assertThat(signIn.body()).contains("<form");
    }

    @Test
    @Order(2)
    void stop_ends_every_process() throws Exception {
        List<Integer> ports = InstallationUnderTest.parts().stream()
                .map(InstallationIT::portOf)
                .toList();

        assertThat(chartseal.run("stop").exit()).isZero();

        assertThat(ports).hasSize(4).noneMatch(Sockets::isListening);
        assertThat(chartseal.run("status", "--json").exit()).isEqualTo(3);
        assertThat(processes()).isEmpty();
    }

    @Test
    @Order(3)
    void a_second_stop_says_that_nothing_was_running() throws Exception {
        Command.Outcome stop = chartseal.run("stop");

        assertThat(stop.exit()).isZero();
        assertThat(stop.output()).contains("Nothing was running.");
    }

    @Order(4)
    @ParameterizedTest(name = "at \"{0}\"")
    @ValueSource(strings = {"Starting Chartseal", "database", "ledger"})
    void ctrl_C_while_starting_leaves_nothing_behind_that_runs(String moment) throws Exception {
        Command.Outcome start = chartseal.interruptAt(moment, "start");

        assertThat(start.exit()).as(start.output()).isNotZero();
        assertThat(start.output()).doesNotContain("Ready");
        assertThat(processes()).as(start.output()).isEmpty();
        assertThat(chartseal.status().getString("state")).isEqualTo("stopped");
    }

    @Test
    @Order(5)
    void ctrl_C_while_an_installation_is_made_leaves_nothing_behind_that_is_in_the_way(@TempDir Path temporary)
            throws Exception {
        Command fresh = new Command(temporary.resolve("data"));
        Command.Outcome start = fresh.interruptAt("Starting Chartseal", "start", "--port", Integer.toString(port));

        assertThat(start.exit()).as(start.output()).isNotZero();
        assertThat(temporary.resolve("data/database.new")).doesNotExist();
        assertThat(processesOf(temporary)).as(start.output()).isEmpty();
        assertThat(fresh.run("reset", "--yes").exit()).isZero();
        assertThat(temporary.resolve("data")).doesNotExist();
    }

    @Test
    @Order(6)
    void a_taken_port_is_told_and_nothing_is_started() throws Exception {
        try (ServerSocket intruder = new ServerSocket()) {
            intruder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

            Command.Outcome start = chartseal.run("start");

            assertThat(start.exit()).isEqualTo(1);
            assertThat(start.output()).contains("Port " + port + " is taken");
            assertThat(processes()).isEmpty();
        }
    }

    @Test
    @Order(7)
    void a_database_of_another_version_is_told_and_nothing_is_started() throws Exception {
        Path version = folder.resolve("database/PG_VERSION");
        String real = Files.readString(version);
        Files.writeString(version, "15\n");

        Command.Outcome start = chartseal.run("start");
        Files.writeString(version, real);

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.output()).contains("of another version", "PostgreSQL 15");
        assertThat(processes()).isEmpty();
    }

    @Test
    @Order(8)
    void a_folder_that_cannot_be_made_is_told(@TempDir Path temporary) throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        Command.Outcome start = new Command(file.resolve("data")).run("start");

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.output())
                .contains("Cannot create " + file.resolve("data"))
                .doesNotContain("Exception in");
    }

    @Test
    @Order(9)
    void reset_asks_and_without_an_answer_keeps_everything() throws Exception {
        assertThat(chartseal.run("reset").exit()).isEqualTo(1);
        assertThat(folder.resolve("installation.json")).exists();

        assertThat(chartseal.run("reset", "--yes").exit()).isZero();
        assertThat(folder).doesNotExist();
    }

    private List<String> processes() {
        return processesOf(folder);
    }

    /** Everything that runs with the folder in its command line. */
    private static List<String> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }
}
