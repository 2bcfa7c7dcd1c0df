package org.chartseal.launcher.fabric;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.chartseal.launcher.installation.LauncherFailure;

/**
 * A program that does one thing and ends.
 *
 * @param environment added to the caller's, without the caller's own settings for Fabric
 */
record Tool(Path program, Map<String, String> environment) {
    private static final long PATIENCE_SECONDS = 90;
    private static final List<String> SETTINGS = List.of("CORE_", "ORDERER_", "FABRIC_");

    static Tool of(Path program) {
        return new Tool(program, Map.of());
    }

    Tool with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return new Tool(program, all);
    }

    /**
     * What it answered.
     *
     * @param words everything that it printed
     */
    record Answer(int exit, String words) {
        /** For what turned out to be done already. */
        static final Answer NOTHING_TO_DO = new Answer(0, "");

        boolean good() {
            return exit == 0;
        }

        /** What it printed; a failure says what could not be done and the program's own last words. */
        String orThrow(String what) {
            if (good()) {
                return words;
            }
            throw new LauncherFailure(what + " " + lastWords());
        }

        private String lastWords() {
            List<String> lines = words.lines().filter(line -> !line.isBlank()).toList();
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        }
    }

    Answer run(String... arguments) {
        return run(List.of(arguments));
    }

    Answer run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(key -> SETTINGS.stream().anyMatch(key::startsWith));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            CompletableFuture<String> words = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LauncherFailure(program.getFileName() + " did not end within " + PATIENCE_SECONDS + " s.");
            }
            return new Answer(process.exitValue(), words.join());
        } catch (IOException e) {
            throw new LauncherFailure("Cannot run " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted.", e);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
