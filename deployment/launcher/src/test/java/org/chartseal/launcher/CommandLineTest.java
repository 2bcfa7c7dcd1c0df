package org.chartseal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.Ports;
import org.chartseal.storage.StoragePlaces;
import org.chartseal.storage.StorageUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "status", "logs", "reset", "storage", "keys", "backup", "restore"})
    void each_command_explains_itself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: chartseal " + command).contains("--data-dir=DIR");
    }

    @Test
    void status_of_nothing_is_stopped_and_not_success() {
        assertThat(run("status", "--json")).isEqualTo(3);
        assertThat(out.toString()).startsWith("{\"state\":\"stopped\",\"url\":null,\"parts\":[]");
    }

    @Test
    void storage_of_nothing_says_so() {
        assertThat(run("keys", "rotate")).isEqualTo(2);
        assertThat(run("storage", "check")).isEqualTo(2);
        assertThat(run("storage", "migrate", "--to", "/srv/x")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no installation in " + folder);
    }

    @Test
    void a_backup_of_nothing_says_so_and_leaves_no_file() throws IOException {
        String words = Files.writeString(folder.resolve("words"), "several words of it")
                .toString();
        Path file = folder.resolve("backup");
        assertThat(run("backup", file.toString(), "--passphrase-file", words)).isEqualTo(2);
        assertThat(err.toString()).contains("There is no installation in " + folder);
        assertThat(run("backup")).isEqualTo(2);
        assertThat(err.toString()).contains("Name the file");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_short_passphrase_is_refused() throws IOException {
        String words = Files.writeString(folder.resolve("words"), "short").toString();
        assertThat(run("backup", folder.resolve("backup").toString(), "--passphrase-file", words))
                .isEqualTo(2);
        assertThat(err.toString()).contains("fewer than 12 characters");
    }

    @Test
    void what_is_no_backup_is_neither_checked_nor_restored() throws IOException {
        String words = Files.writeString(folder.resolve("words"), "several words of it")
                .toString();
        String file = Files.writeString(folder.resolve("file"), "something else altogether")
                .toString();
        assertThat(run("backup", "check", file, "--passphrase-file", words)).isEqualTo(2);
        assertThat(err.toString()).contains("This is no backup of Chartseal.");

        Path target = folder.resolve("new");
        assertThat(restore(target, file, words)).isEqualTo(2);
        assertThat(target).doesNotExist();
        assertThat(restore(target, folder.resolve("missing").toString(), words)).isEqualTo(2);
        assertThat(target).doesNotExist();
        assertThat(restore(folder, file, words)).isEqualTo(2);
        assertThat(err.toString()).contains(folder + " is not empty");
        assertThat(folder.resolve("words")).exists();
    }

    private int restore(Path target, String file, String words) {
        return command().execute("restore", file, "--passphrase-file", words, "--data-dir", target.toString());
    }

    @Test
    void what_a_killed_restore_left_is_not_started_and_can_be_deleted() {
        Installation half = new Installation(folder.resolve("half"));
        half.exclusively(half::beginRestore);
        for (String command : List.of("start", "stop", "status")) {
            assertThat(command().execute(command, "--data-dir", half.root().toString()))
                    .as(command)
                    .isNotZero();
        }
        assertThat(err.toString()).contains("did not come to its end");
        assertThat(command().execute("reset", "--data-dir", half.root().toString()))
                .isZero();
        assertThat(half.root()).doesNotExist();
    }

    @Test
    void a_migration_copies_the_installations_objects_and_says_what_to_set() throws IOException {
        new Installation(folder).create(8080, false, new LedgerChoice.Solo());
        Path objects = folder.resolve("storage");
        StoragePlaces places = StoragePlaces.folder(objects);
        ObjectAddress address = places.only(places.urls().get(0)).put(out -> out.write(42));

        Path target = folder.resolve("elsewhere");
        assertThat(run("storage", "migrate", "--to", target.toString())).isZero();
        assertThat(out.toString())
                .contains("1 of 1 objects: 1 copied, 0 there already")
                .contains("chartseal.storage.url=" + target);
        assertThat(places.only(new StorageUrl.Folder(target)).verify(address)).isTrue();

        assertThat(run("storage", "migrate", "--to", target.toString())).isZero();
        assertThat(out.toString()).contains("0 copied, 1 there already");
    }

    @Test
    void a_migration_to_a_malformed_address_is_explained() {
        new Installation(folder).create(8080, false, new LedgerChoice.Solo());
        assertThat(run("storage", "migrate", "--to", "s3://bucket")).isEqualTo(2);
        assertThat(err.toString()).contains("--to: ").contains("needs region=");
    }

    @Test
    void stop_of_nothing_says_so() {
        assertThat(run("stop")).isZero();
        assertThat(out.toString()).contains("There is no installation in " + folder);
    }

    @Test
    void a_taken_port_is_told_and_nothing_is_left_behind() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(Ports.loopback(0));

            assertThat(run("start", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("Port " + taken.getLocalPort() + " is taken");
            assertThat(folder.resolve("installation.json")).doesNotExist();
        }
    }

    @Test
    void an_unknown_part_has_no_logs() {
        assertThat(run("logs", "kitchen")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no part kitchen");
    }

    @Test
    void logs_show_the_last_lines_of_each_part() throws IOException {
        new Installation(folder).create(8080, true, new LedgerChoice.Solo());
        Files.writeString(folder.resolve("logs/database.log"), "one\ntwo\nthree\n");

        assertThat(run("logs", "database", "--lines", "2")).isZero();
        assertThat(out.toString()).contains("two", "three").doesNotContain("one");
    }

    @Test
    void a_data_directory_of_another_version_is_refused() throws IOException {
        Files.writeString(folder.resolve("installation.json"), "{\"layout\":99}");

        assertThat(run("start")).isEqualTo(1);
        assertThat(err.toString()).contains("another version of Chartseal (layout 99");
    }

    @Test
    void a_profile_that_cannot_be_used_is_told_and_nothing_is_left_behind() {
        assertThat(run("start", "--port", freePort(), "--ledger", "fabric", "--profile", folder + "/peer.json"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("profile " + folder + "/peer.json cannot be used: there is no such file");
        assertThat(folder.resolve("installation.json")).doesNotExist();
    }

    @Test
    void an_installation_does_not_change_its_ledger() {
        new Installation(folder).create(8080, true, new LedgerChoice.Solo());

        assertThat(run("start", "--ledger", "fabric")).isEqualTo(1);
        assertThat(err.toString()).contains("was made with the solo ledger: its seals are there");
    }

    @Test
    void settings_and_options_do_not_both_name_a_ledger() throws IOException {
        Files.writeString(folder.resolve("settings.properties"), "chartseal.ledger.profile=/etc/peer.json\n");

        assertThat(run("start", "--port", freePort(), "--hospital", "B")).isEqualTo(1);
        assertThat(err.toString()).contains("name a ledger by chartseal.ledger.profile");
    }

    @Test
    void logs_of_a_network_on_this_machine_are_the_ledgers() throws IOException {
        Path network = folder.resolve("network");
        new Installation(folder).create(8080, true, new LedgerChoice.TwoHospitals(network, "A", Optional.empty()));
        Files.createDirectories(network.resolve("logs"));
        Files.writeString(network.resolve("logs/orderer1.log"), "elected\n");

        assertThat(run("logs", "ledger")).isZero();
        assertThat(out.toString()).contains("==> " + network.resolve("logs/orderer1.log"), "elected");
    }

    @Test
    void an_unknown_option_is_a_usage_error() {
        assertThat(run("start", "--frobnicate")).isEqualTo(2);
    }

    private static String freePort() {
        return Integer.toString(Ports.choose(Set.of()));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data-dir");
        all.add(folder.toString());
        return command().execute(all.toArray(String[]::new));
    }

    private CommandLine command() {
        CommandLine command = Chartseal.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command;
    }
}
