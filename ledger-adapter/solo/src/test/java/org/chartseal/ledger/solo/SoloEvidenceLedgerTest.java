package org.chartseal.ledger.solo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.ledger.fabric.EvidenceLedgerContract;
import org.chartseal.ledger.fabric.LedgerNetwork;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The kit on a solo ledger in a process of its own, so that it can really be killed. */
class SoloEvidenceLedgerTest extends EvidenceLedgerContract {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @Override
    protected LedgerNetwork newNetwork() {
        return new SoloProcess(folder);
    }

    @Override
    protected Stream<byte[]> blockFiles() {
        return Stream.of(content(folder.resolve("chain/blocks")));
    }

    @Override
    protected Stream<byte[]> storedFiles() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(SoloEvidenceLedgerTest::content).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class SoloProcess implements LedgerNetwork {

        private static final Pattern OF_TESTS = Pattern.compile(
                "test-classes|chartseal-(domain|ledger-fabric)|fabric.target|hapi-fhir|jackson|parsson|junit|assertj");

        private final Path folder;
        private int port;
        private @Nullable Process process;

        private SoloProcess(Path folder) {
            this.folder = folder;
        }

        @Override
        public LedgerProfile start() {
            try {
                Process started = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath(),
                                SoloLedger.class.getName(),
                                "--data-dir",
                                folder.toString(),
                                "--port",
                                Integer.toString(port))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                process = started;
                port = readyPort(started);
                return LedgerProfile.read(folder.resolve("client/profile.json"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** What the program has when it is installed: the shim looks for contracts on all of it. */
        private static String classPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !OF_TESTS.matcher(entry).find())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private static int readyPort(Process started) throws IOException {
            String line = started.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null || !line.startsWith("READY ")) {
                throw new IOException("the ledger did not start: " + line);
            }
            return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        }

        @Override
        public void stop() {
            end(false);
        }

        @Override
        public void kill() {
            end(true);
        }

        @Override
        public void close() {
            end(true);
        }

        private void end(boolean atOnce) {
            Process running = process;
            if (running == null) {
                return;
            }
            if (atOnce) {
                running.destroyForcibly();
            } else {
                running.destroy();
            }
            try {
                if (!running.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the ledger does not end");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            process = null;
        }
    }
}
