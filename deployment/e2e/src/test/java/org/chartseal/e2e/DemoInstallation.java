package org.chartseal.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chartseal.launcher.Chartseal;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One installation with the demo hospital, started by the launcher before the first journey and removed after the last. */
public final class DemoInstallation implements BeforeAllCallback {

    private static final int PATIENCE_MINUTES = 12;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** The address of the running installation, without a slash at its end. */
    static String address(ExtensionContext context) {
        Running running = context.getRoot().getStore(Namespace.GLOBAL).get(Running.class, Running.class);
        if (running == null) {
            throw new IllegalStateException("no installation runs");
        }
        return running.address;
    }

    private static final class Running implements AutoCloseable {

        private final Path folder;
        private final String address;

        private Running(Path folder, int port) {
            this.folder = folder;
            this.address = "http://localhost:" + port;
        }

        static Running start() {
            try {
                Running running = new Running(Files.createTempDirectory("chartseal-journeys-"), freePort());
                String port = running.address.substring(running.address.lastIndexOf(':') + 1);
                running.command("start", "--port", port);
                return running;
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            command("reset", "--yes");
        }

        private void command(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dchartseal.home=" + System.getProperty("chartseal.home"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Chartseal.class.getName()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("--data-dir", folder.resolve("data").toString()));
            Path output = Files.createTempFile(folder, "chartseal-", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(arguments[0] + " failed: " + Files.readString(output));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                return socket.getLocalPort();
            }
        }
    }
}
