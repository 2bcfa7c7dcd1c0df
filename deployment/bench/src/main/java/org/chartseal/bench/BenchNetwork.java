package org.chartseal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.fabric.FabricPrograms;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.launcher.installation.Distribution;

/** A fresh network for one run, gone with it. */
interface BenchNetwork extends AutoCloseable {

    /** What it is, with its version. */
    String description();

    /** The connection profile of a client. */
    Path profile();

    /** Its processes by name. */
    Map<String, ProcessHandle> processes();

    @Override
    void close();

    /** Two hospitals' peers and three orderers. */
    final class Fabric implements BenchNetwork {

        private final FabricPrograms programs = FabricPrograms.find(System.getenv());
        private final Path root;

        Fabric(Distribution distribution, Path folder, Consumer<String> tell) {
            this.root = folder.resolve("network");
            new FabricNetwork(programs, distribution.fabric(), distribution.contract(), root).up(false, tell);
        }

        @Override
        public String description() {
            return "Fabric " + programs.version()
                    + ", two peers, three Raft orderers, blocks of 100 ms or 100 transactions";
        }

        @Override
        public Path profile() {
            return FabricNetwork.profile(root, Hospital.A);
        }

        @Override
        public Map<String, ProcessHandle> processes() {
            Map<String, ProcessHandle> processes = new TreeMap<>();
            for (FabricNetwork.Node node : FabricNetwork.nodes(root)) {
                FabricNetwork.running(root, node.name()).ifPresent(handle -> processes.put(node.name(), handle));
            }
            return processes;
        }

        @Override
        public void close() {
            FabricNetwork.clean(root, step -> {});
        }
    }

    /** The ledger for one machine. */
    final class Solo implements BenchNetwork {

        private final Path root;
        private final Process process;

        Solo(Distribution distribution, Path folder) {
            this.root = folder.resolve("solo");
            try {
                Files.createDirectories(root);
                this.process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                distribution.soloLedger().toString(),
                                "--data-dir",
                                root.toString(),
                                "--port",
                                "0")
                        .redirectError(folder.resolve("solo.log").toFile())
                        .start();
                String line = process.inputReader(StandardCharsets.UTF_8).readLine();
                if (line == null || !line.startsWith("READY ")) {
                    throw new IOException("the solo ledger did not start: " + line);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public String description() {
            return "the solo ledger";
        }

        @Override
        public Path profile() {
            return root.resolve("client/profile.json");
        }

        @Override
        public Map<String, ProcessHandle> processes() {
            return Map.of("solo", process.toHandle());
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Deletes a folder and what is in it. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
