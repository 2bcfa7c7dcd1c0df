package org.chartseal.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PartProcessTest {
    @TempDir
    private Path folder = Path.of("");

    private PartProcess process = new PartProcess("unset", Path.of(""), Path.of(""));

    @BeforeEach
    void name() {
        process = new PartProcess("part", folder, folder.resolve("part.log"));
    }

    @AfterEach
    void end() {
        process.running().ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_later_command_finds_what_an_earlier_one_started() {
        ProcessHandle handle = process.start(sleeping());

        PartProcess later = new PartProcess("part", folder, folder.resolve("part.log"));
        assertThat(later.running()).contains(handle);
        later.stop("TERM");
        assertThat(process.running()).isEmpty();
        assertThat(folder.resolve("part.json")).doesNotExist();
    }

    @Test
    void a_killed_process_does_not_run() throws Exception {
        ProcessHandle handle = process.start(sleeping());
        handle.destroyForcibly();
        handle.onExit().get(10, TimeUnit.SECONDS);

        assertThat(process.running()).isEmpty();
    }

    @Test
    void a_number_that_now_belongs_to_another_process_is_not_mistaken() throws IOException {
        ProcessHandle handle = process.start(sleeping());
        String noted = Files.readString(folder.resolve("part.json"));
        long mine = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("part.json"), noted.replace(Long.toString(handle.pid()), Long.toString(mine)));
        handle.destroyForcibly();

        assertThat(process.running()).isEmpty();
    }

    @Test
    void a_start_that_is_interrupted_leaves_no_process_that_nobody_finds() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> process.start(new Launch(List.of("sleep", "300.125"), Map.of(), folder)))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(ProcessHandle.allProcesses()
                        .flatMap(handle -> handle.info().commandLine().stream())
                        .filter(line -> line.contains("sleep 300.125")))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_process_whose_starter_was_killed_before_it_noted_it_is_found_again() throws IOException {
        ProcessHandle handle = process.start(sleeping());
        Files.delete(folder.resolve("part.json"));
        assertThat(process.running()).isEmpty();

        PartProcess.adoptStrays(folder.resolve("elsewhere"));
        assertThat(process.running()).isEmpty();
        PartProcess.adoptStrays(folder);

        assertThat(process.running()).contains(handle);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_stray_does_not_take_the_place_of_what_is_noted() throws IOException {
        ProcessHandle stray = process.start(sleeping());
        Files.delete(folder.resolve("part.json"));
        ProcessHandle handle = process.start(sleeping());
        try {
            PartProcess.adoptStrays(folder);

            assertThat(process.running()).contains(handle);
        } finally {
            stray.destroyForcibly();
        }
    }

    @Test
    void what_it_prints_is_in_its_log() throws Exception {
        Launch launch = new Launch(
                List.of("sh", "-c", "echo to out; echo to err >&2; echo $GIVEN; echo [$KC_X]"),
                Map.of("GIVEN", "given"),
                folder);
        process.start(launch).onExit().get(10, TimeUnit.SECONDS);

        assertThat(folder.resolve("part.log")).hasContent("to out\nto err\ngiven\n[]\n");
    }

    private Launch sleeping() {
        return new Launch(List.of("sleep", "300"), Map.of(), folder);
    }
}
