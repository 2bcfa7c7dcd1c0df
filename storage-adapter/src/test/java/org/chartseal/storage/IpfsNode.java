package org.chartseal.storage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real IPFS node: kubo, built by Go from {@code deployment/ipfs} once and kept under the user's cache folder, run with a
 * repository of its own, in a swarm of its own, with no listener but the API on the loopback.
 */
final class IpfsNode {

    private static final Path MODULE =
            Path.of("..", "deployment", "ipfs").toAbsolutePath().normalize();
    private static final long BUILD_MINUTES = 20;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String SWARM_KEY = "/key/swarm/psk/1.0.0/\n/base16/\n" + "4368617274736561".repeat(4) + "\n";

    private final Path program;
    private final Path repository;
    private final int port;
    private Process daemon;

    private IpfsNode(Path program, Path repository, int port) throws IOException, InterruptedException {
        this.program = program;
        this.repository = repository;
        this.port = port;
        this.daemon = launch();
    }

    /** Whether this machine can run one. */
    static boolean isPossible() {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
    }

    /** Makes a node in that folder and starts it. */
    static IpfsNode start(Path folder) throws IOException, InterruptedException {
        Path program = program();
        Path repository = folder.resolve("repository");
        Files.createDirectories(repository);
        int port = freePort();
        run(program, repository, "init", "--profile=lowpower", "--empty-repo");
        Files.writeString(repository.resolve("swarm.key"), SWARM_KEY);
        run(program, repository, "bootstrap", "rm", "--all");
        config(program, repository, "Addresses.API", "\"/ip4/127.0.0.1/tcp/" + port + "\"");
        config(program, repository, "Addresses.Gateway", "[]");
        config(program, repository, "Addresses.Swarm", "[]");
        config(program, repository, "Routing.Type", "\"none\"");
        config(program, repository, "AutoConf.Enabled", "false");
        config(program, repository, "Provide.Enabled", "false");
        config(program, repository, "AutoTLS.Enabled", "false");
        config(program, repository, "Discovery.MDNS.Enabled", "false");
        config(program, repository, "Swarm.Transports.Network.QUIC", "false");
        config(program, repository, "Swarm.Transports.Network.WebTransport", "false");
        config(program, repository, "Swarm.Transports.Network.WebRTCDirect", "false");
        return new IpfsNode(program, repository, port);
    }

    private static void config(Path program, Path repository, String key, String json)
            throws IOException, InterruptedException {
        run(program, repository, "config", "--json", key, json);
    }

    private Process launch() throws IOException, InterruptedException {
        Path log = repository.resolveSibling("daemon.txt");
        Process started = command(program, repository, "daemon", "--migrate=false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long begun = System.nanoTime();
        while (!Files.readString(log).contains("Daemon is ready")) {
            if (!started.isAlive() || System.nanoTime() - begun > PATIENCE_NANOS) {
                started.destroyForcibly();
                throw new IOException("kubo does not start: " + Files.readString(log));
            }
            Thread.sleep(50);
        }
        return started;
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path repository() {
        return repository;
    }

    /** Runs one of kubo's own commands on the node. */
    List<String> run(String... arguments) {
        try {
            return run(program, repository, arguments);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends the node at once, as a crash does. */
    void kill() throws InterruptedException {
        daemon.destroyForcibly().waitFor();
    }

    /** Starts it again on the same repository and port. */
    void restart() throws IOException, InterruptedException {
        daemon = launch();
    }

    void stop() throws InterruptedException {
        daemon.destroy();
        if (!daemon.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }

    private static List<String> run(Path program, Path repository, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(repository.getParent(), "ipfs", ".txt");
        Process process = command(program, repository, arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("ipfs " + String.join(" ", arguments) + ": " + Files.readString(output));
        }
        return Files.readAllLines(output);
    }

    private static ProcessBuilder command(Path program, Path repository, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of("IPFS_PATH", repository.toString(), "LIBP2P_FORCE_PNET", "1", "IPFS_TELEMETRY", "off"));
        return builder;
    }

    /** The built node; what was built from the same sums before is used again. */
    private static Path program() throws IOException, InterruptedException {
        Path cache = cache().resolve(sums().substring(0, 16));
        Files.createDirectories(cache);
        Path program = cache.resolve("ipfs");
        try (FileChannel channel =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            if (alone.isValid() && !Files.isExecutable(program)) {
                build(cache.resolve("ipfs.new"));
                Files.move(cache.resolve("ipfs.new"), program, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return program;
    }

    private static String sums() throws IOException {
        try (InputStream sums = Files.newInputStream(MODULE.resolve("go.sum"))) {
            return Sha256.of(sums);
        }
    }

    private static Path cache() {
        String chosen = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> !path.isBlank())
                .orElse(System.getProperty("user.home") + "/.cache");
        return Path.of(chosen).resolve("chartseal").resolve("kubo");
    }

    private static void build(Path target) throws IOException, InterruptedException {
        System.out.println("Building kubo from deployment/ipfs (some minutes, once) ...");
        Process go = new ProcessBuilder(
                        "go", "build", "-trimpath", "-o", target.toString(), "github.com/ipfs/kubo/cmd/ipfs")
                .directory(MODULE.toFile())
                .inheritIO()
                .start();
        if (!go.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || go.exitValue() != 0) {
            go.destroyForcibly();
            throw new IOException("kubo does not build from " + MODULE);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
