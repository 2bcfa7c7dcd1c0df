package org.chartseal.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chartseal.launcher.Chartseal;

/** {@code ./chartseal} as a process of its own, for one data directory. */
final class Command {
    private static final int PATIENCE_MINUTES = 8;

    private final Path dataFolder;

    Command(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /**
     * How a command ended.
     *
     * @param exit its exit code
     * @param output all it printed
     */
    record Outcome(int exit, String output) {}

    /** Runs the command to its end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("chartseal-", ".out");
        Process process = builder(arguments).redirectOutput(output.toFile()).start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("no end after " + PATIENCE_MINUTES + " minutes: " + Files.readString(output));
        }
        String text = Files.readString(output);
        Files.delete(output);
        return new Outcome(process.exitValue(), text);
    }

    /** Runs the command, interrupts it as Ctrl-C in a terminal does when it prints the text, and waits for its end. */
    Outcome interruptAt(String text, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = builder(arguments);
        // A process group of its own that the signal goes to, as a terminal's; not ignored as in a script's background.
        builder.command().addAll(0, List.of("setsid", "env", "--default-signal=INT"));
        Process process = builder.start();
        StringBuilder output = new StringBuilder();
        boolean interrupted = false;
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                if (!interrupted && line.contains(text)) {
                    interrupted = true;
                    new ProcessBuilder("kill", "-INT", "--", "-" + process.pid())
                            .start()
                            .waitFor();
                }
            }
        }
        return new Outcome(process.waitFor(), output.toString());
    }

    JsonObject status() throws IOException, InterruptedException {
        try (JsonReader reader =
                Json.createReader(new StringReader(run("status", "--json").output()))) {
            return reader.readObject();
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dchartseal.home=" + System.getProperty("chartseal.home"),
                "-cp",
                System.getProperty("java.class.path"),
                Chartseal.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data-dir", dataFolder.toString()));
        return new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectErrorStream(true);
    }
}
