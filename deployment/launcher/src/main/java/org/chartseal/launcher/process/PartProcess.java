package org.chartseal.launcher.process;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PrivateFiles;

/**
 * The process of one part, found again by later commands through a file that names it by number and start time: a number
 * alone could by now be someone else's.
 */
public final class PartProcess {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int START_TICKS = 19;
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    /** Names, in a process's environment, the file in which it is to be noted. */
    private static final String MARK = "CHARTSEAL_PART";

    private static final List<String> INHERITED_SETTINGS =
            List.of("KC_", "PG", "JBOSS_", "JAVA_OPTS", "QUARKUS_", "CORE_", "ORDERER_", "FABRIC_", "CHAINCODE_");

    private final String name;
    private final Path record;
    private final Path log;

    /**
     * @param name of the part
     * @param runFolder where its process is noted
     * @param log receives what it prints
     */
    public PartProcess(String name, Path runFolder, Path log) {
        this.name = name;
        this.record = runFolder.resolve(name + ".json");
        this.log = log;
    }

    /** The running process; empty if there is none. */
    public Optional<ProcessHandle> running() {
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(Files.readString(record)))) {
            JsonObject noted = reader.readObject();
            String started = noted.getString("started");
            return ProcessHandle.of(noted.getJsonNumber("pid").longValueExact())
                    .filter(handle -> startOf(handle).equals(started))
                    .filter(PartProcess::isAlive);
        } catch (IOException | JsonException | NullPointerException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** Starts the process in a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. */
    public ProcessHandle start(Launch launch) {
        List<String> command = new ArrayList<>();
        findSetsid().ifPresent(command::add);
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().keySet().removeIf(PartProcess::isInheritedSetting);
        builder.environment().putAll(launch.environment());
        builder.environment().put(MARK, record.toString());
        try {
            ProcessHandle handle = builder.start().toHandle();
            noteOrEnd(handle);
            return handle;
        } catch (IOException e) {
            throw new LauncherFailure("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Notes the processes that were started but not noted, since whoever started them was killed in between. Finds them where
     * the system shows a process's environment, as Linux does.
     */
    public static void adoptStrays(Path runFolder) {
        Path folder = runFolder.toAbsolutePath().normalize();
        ProcessHandle.allProcesses()
                .forEach(handle -> markOf(handle)
                        .filter(marked -> folder.equals(marked.getParent()))
                        .map(PartProcess::noted)
                        .filter(part -> part.running().isEmpty())
                        .ifPresent(part -> part.note(handle)));
    }

    private static PartProcess noted(Path record) {
        String name = record.getFileName().toString().replaceFirst("\\.json$", "");
        return new PartProcess(name, record.resolveSibling(""), record);
    }

    private static Optional<Path> markOf(ProcessHandle handle) {
        try {
            String all = Files.readString(
                    Path.of("/proc", Long.toString(handle.pid()), "environ"), StandardCharsets.ISO_8859_1);
            return Stream.of(all.split("\0", -1))
                    .filter(variable -> variable.startsWith(MARK + "="))
                    .map(variable -> variable.substring(MARK.length() + 1).getBytes(StandardCharsets.ISO_8859_1))
                    .map(bytes -> Path.of(new String(bytes, StandardCharsets.UTF_8)))
                    .findFirst();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Asks the process to end, and ends it by force when it does not within 20 seconds. */
    public void stop(String signal) {
        running().ifPresent(handle -> {
            signal(handle, signal);
            if (!awaitEnd(handle, GRACE)) {
                handle.destroyForcibly();
                awaitEnd(handle, GRACE);
            }
        });
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that no later command could find must not be: the disk may be full, or this thread interrupted. */
    private void noteOrEnd(ProcessHandle handle) {
        try {
            note(handle);
        } catch (UncheckedIOException e) {
            handle.destroyForcibly();
            handle.onExit().join();
            throw e;
        }
    }

    private void note(ProcessHandle handle) {
        JsonObject noted = Json.createObjectBuilder()
                .add("pid", handle.pid())
                .add("started", startOf(handle))
                .build();
        PrivateFiles.write(record, noted.toString());
    }

    /**
     * When the process started, in whatever unit: on Linux the boot and the ticks since then, see proc(5), which no change of
     * the clock moves.
     */
    private static String startOf(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Files.readString(BOOT).strip() + " " + afterName[START_TICKS];
        } catch (IOException e) {
            return handle.info().startInstant().map(Instant::toString).orElse("unknown");
        }
    }

    /** A process that has ended but whose parent has not asked for its outcome still has a number; it is not alive. */
    static boolean isAlive(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
        try {
            String line = Files.readString(stat);
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException | StringIndexOutOfBoundsException e) {
            return handle.isAlive();
        }
    }

    private static boolean awaitEnd(ProcessHandle handle, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (isAlive(handle) && System.nanoTime() < deadline) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !isAlive(handle);
    }

    private static void signal(ProcessHandle handle, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            handle.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isInheritedSetting(String variable) {
        return INHERITED_SETTINGS.stream().anyMatch(variable::startsWith);
    }

    private static Optional<String> findSetsid() {
        for (String candidate : List.of("/usr/bin/setsid", "/bin/setsid")) {
            if (Files.isExecutable(Path.of(candidate))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
