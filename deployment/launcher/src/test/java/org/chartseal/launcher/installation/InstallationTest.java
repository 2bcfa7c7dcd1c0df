package org.chartseal.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @Test
    void nobody_else_may_read_what_it_keeps(@TempDir Path folder) throws IOException {
        Path root = folder.resolve("new");
        new Installation(root).create(8080, true, new LedgerChoice.Solo());

        assertThat(permissions(root)).isEqualTo("rwx------");
        assertThat(permissions(root.resolve("installation.json"))).isEqualTo("rw-------");
        try (Stream<Path> entries = Files.list(root)) {
            assertThat(entries.filter(Files::isDirectory))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(permissions(entry)).isEqualTo("rwx------"));
        }
    }

    @Test
    void what_it_saved_it_reads(@TempDir Path folder) {
        InstallationState state = new Installation(folder)
                .create(8081, true, new LedgerChoice.Solo())
                .withPublicPort(8082);
        new Installation(folder).save(state);

        assertThat(new Installation(folder).state()).contains(state);
    }

    @Test
    void a_folder_with_something_else_in_it_is_left_alone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "my only copy");

        assertThatThrownBy(() -> new Installation(folder).create(8080, true, new LedgerChoice.Solo()))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("is no data directory of Chartseal");
        assertThat(folder.resolve("installation.json")).doesNotExist();
    }

    @Test
    void what_a_start_left_that_made_nothing_goes_and_nothing_else(@TempDir Path folder) throws IOException {
        Path begun = folder.resolve("begun");
        new Installation(begun).exclusively(() -> assertThat(begun).exists());
        Path made = folder.resolve("made");
        new Installation(made).create(8080, true, new LedgerChoice.Solo());
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("thesis.txt"), "my only copy");

        for (Path each : new Path[] {begun, made, other, folder.resolve("none")}) {
            new Installation(each).deleteIfNothingWasMade();
        }

        assertThat(begun).doesNotExist();
        assertThat(made).isNotEmptyDirectory();
        assertThat(other).isNotEmptyDirectory();
    }

    @Test
    void a_damaged_state_file_is_named(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("installation.json"), "{\"layout\":1,");

        assertThatThrownBy(() -> new Installation(folder).state())
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("installation.json");
    }

    @Test
    void too_little_room_is_told_with_figures(@TempDir Path folder) {
        assertThatThrownBy(() -> new Installation(folder).requireRoom(100L << 20, 1024L << 20))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("100 MiB are free, 1024 MiB are needed");
    }

    @Test
    void one_command_at_a_time_changes_it(@TempDir Path folder) {
        Installation installation = new Installation(folder);

        installation.exclusively(() -> assertThatThrownBy(() -> new Installation(folder)
                        .exclusively(() -> assertThat(true).isFalse()))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("right now"));
        installation.exclusively(() -> assertThat(folder).exists());
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_restore_goes_into_an_empty_folder_only(@TempDir Path folder) throws IOException {
        Installation installation = new Installation(folder);
        Files.writeString(folder.resolve("somebody's"), "file");
        assertThatThrownBy(installation::beginRestore)
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("is not empty");
        assertThat(folder.resolve("somebody's")).exists();
    }

    @Test
    void a_restore_that_did_not_end_cannot_be_started_but_begun_anew(@TempDir Path folder) throws IOException {
        Installation installation = new Installation(folder);
        installation.exclusively(installation::beginRestore);
        installation.save(InstallationState.draw(8080, false, new LedgerChoice.Solo()));
        Files.writeString(installation.storage().resolve("half"), "an object");

        assertThatThrownBy(installation::state).hasMessageContaining("did not come to its end");

        installation.exclusively(installation::beginRestore);
        assertThat(installation.storage()).isEmptyDirectory();
        installation.endRestore(InstallationState.draw(8080, false, new LedgerChoice.Solo()));
        assertThat(installation.state()).isPresent();
    }

    @Test
    void a_restore_that_is_given_up_leaves_nothing(@TempDir Path folder) {
        Installation installation = new Installation(folder.resolve("new"));
        installation.exclusively(() -> {
            installation.beginRestore();
            installation.abandonRestore();
        });
        assertThat(installation.root()).doesNotExist();
    }
}
