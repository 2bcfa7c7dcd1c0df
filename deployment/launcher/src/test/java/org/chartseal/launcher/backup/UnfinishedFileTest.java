package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFileTest {

    @TempDir
    private Path folder;

    @Test
    void it_has_its_name_only_when_it_is_whole() throws IOException {
        Path file = folder.resolve("backup");
        try (UnfinishedFile unfinished = UnfinishedFile.begin(file)) {
            unfinished.stream().write(new byte[] {1, 2, 3});
            assertThat(file).doesNotExist();
            assertThat(unfinished.complete()).isEqualTo(3);
        }
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(folder)
                .isDirectoryContaining(entry -> entry.equals(file))
                .isDirectoryNotContaining("glob:**.unfinished");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void one_that_is_given_up_is_gone() throws IOException {
        try (UnfinishedFile unfinished = UnfinishedFile.begin(folder.resolve("backup"))) {
            unfinished.stream().write(1);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_a_killed_one_left_is_written_over() throws IOException {
        Files.write(folder.resolve("backup.unfinished"), new byte[100]);
        try (UnfinishedFile unfinished = UnfinishedFile.begin(folder.resolve("backup"))) {
            unfinished.stream().write(1);
            unfinished.complete();
        }
        assertThat(folder.resolve("backup")).hasBinaryContent(new byte[] {1});
    }

    @Test
    void nothing_is_written_over() throws IOException {
        Path file = Files.write(folder.resolve("backup"), new byte[] {7});
        assertThatThrownBy(() -> UnfinishedFile.begin(file)).hasMessageContaining("exists");
        assertThat(file).hasBinaryContent(new byte[] {7});
    }

    @Test
    void a_file_that_appeared_meanwhile_stays() throws IOException {
        Path file = folder.resolve("backup");
        try (UnfinishedFile unfinished = UnfinishedFile.begin(file)) {
            Files.write(file, new byte[] {7});
            assertThatThrownBy(unfinished::complete).isInstanceOf(IOException.class);
        }
        assertThat(file).hasBinaryContent(new byte[] {7});
    }

    @Test
    void two_do_not_write_the_same() throws IOException {
        try (UnfinishedFile first = UnfinishedFile.begin(folder.resolve("backup"))) {
            assertThatThrownBy(() -> UnfinishedFile.begin(folder.resolve("backup")))
                    .hasMessageContaining("right now");
            first.stream().write(1);
            assertThat(first.complete()).isOne();
        }
    }
}
