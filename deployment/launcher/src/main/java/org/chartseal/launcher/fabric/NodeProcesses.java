package org.chartseal.launcher.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.Ports;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;

/** The processes of one network: peers, orderers and the contract's services. */
record NodeProcesses(NetworkFolder folder) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long INTERVAL_MILLIS = 100;

    /** Starts a process if it does not run. It keeps its ports for ever: the channels and the other nodes know them. */
    void start(String name, Launch launch, Collection<Integer> ports) {
        PartProcess process = process(name);
        if (process.running().isPresent()) {
            return;
        }
        for (int port : ports) {
            if (!Ports.isFree(port)) {
                throw new LauncherFailure(
                        "Port " + port + ", which " + name
                                + " needs and the rest of the network knows, is taken by another program. End that program first.");
            }
        }
        process.start(launch);
    }

    /** Waits until the node listens and does its work. To ask costs a process each time, so it is not asked before that. */
    void await(String name, int port, BooleanSupplier answers) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Ports.isListening(port) || !answers.getAsBoolean()) {
            if (running(name).isEmpty()) {
                throw new LauncherFailure(name + " ended while it was starting. See " + log(name) + ".");
            }
            if (System.nanoTime() > deadline) {
                throw new LauncherFailure(
                        name + " does not answer after " + PATIENCE.toSeconds() + " s. See " + log(name) + ".");
            }
            pause();
        }
    }

    /** Tries again while the network is not ready for it. */
    static Tool.Answer persist(Supplier<Tool.Answer> attempt) {
        return persist(attempt, answer -> false);
    }

    /** Tries again while the network is not ready for it, unless the answer is one that no further try changes. */
    static Tool.Answer persist(Supplier<Tool.Answer> attempt, Predicate<Tool.Answer> hopeless) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Tool.Answer answer = attempt.get();
        while (!answer.good() && !hopeless.test(answer) && System.nanoTime() < deadline) {
            pause();
            answer = attempt.get();
        }
        return answer;
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted.", e);
        }
    }

    Optional<ProcessHandle> running(String name) {
        return process(name).running();
    }

    /** Ends the process if it runs, and forgets it. */
    void stop(String name) {
        process(name).stop("TERM");
    }

    /** All that were started and not stopped since; they need not run. */
    List<String> names() {
        if (!Files.isDirectory(folder.run())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.run())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds again what was started by a command that was killed before it could note it. */
    void adoptStrays() {
        if (Files.isDirectory(folder.run())) {
            PartProcess.adoptStrays(folder.run());
        }
    }

    private Path log(String name) {
        return folder.logs().resolve(name + ".log");
    }

    private PartProcess process(String name) {
        PrivateFiles.folder(folder.logs());
        return new PartProcess(name, PrivateFiles.folder(folder.run()), log(name));
    }
}
