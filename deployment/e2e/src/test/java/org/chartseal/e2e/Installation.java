package org.chartseal.e2e;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.chartseal.launcher.Chartseal;
import org.chartseal.launcher.fabric.FabricNetwork;

/**
 * An installation with the demo hospital, in the hands of the launcher. Where the system property {@code chartseal.running}
 * names the data directory of one that runs already, the tests use that one and leave it running. Where {@code chartseal.ledger}
 * is {@code fabric}, its ledger is a network of two hospitals, and it is the first one's portal.
 */
final class Installation implements AutoCloseable {

    private static final int PATIENCE_MINUTES = 12;
    private static final int MORNING = 10;

    private final Path folder;
    private final Path data;
    private final boolean own;
    private final String address;
    private final List<String> ledger;

    private Installation(Path folder, Path data, boolean own, String address, List<String> ledger) {
        this.folder = folder;
        this.data = data;
        this.own = own;
        this.address = address;
        this.ledger = ledger;
    }

    static Installation open() {
        try {
            Path folder = Files.createTempDirectory("chartseal-journeys-");
            String running = System.getProperty("chartseal.running", "");
            if (running.isEmpty()) {
                List<String> ledger =
                        onFabric() ? List.of("--network-dir", network(folder).toString()) : List.of();
                var started = new Installation(
                        folder, folder.resolve("data"), true, "http://localhost:" + freePort(), ledger);
                started.start();
                return started;
            }
            var there = new Installation(folder, Path.of(running), false, "", List.of());
            return new Installation(folder, there.data, false, there.status().getString("url"), List.of());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The second hospital's portal on the same network. */
    Installation ofTheOtherHospital() {
        try {
            Path apart = Files.createDirectories(folder.resolve("other"));
            var started = new Installation(
                    apart,
                    apart.resolve("data"),
                    true,
                    "http://localhost:" + freePort(),
                    List.of("--hospital", "B", "--network-dir", network(folder).toString()));
            started.start();
            return started;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A folder beside this one's, in which there is no installation yet. */
    Installation elsewhere(String name) {
        try {
            Path apart = Files.createDirectories(folder.resolve(name));
            return new Installation(apart, apart.resolve("data"), true, "http://localhost:" + freePort(), List.of());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Whether the tests are to run on a Fabric network. */
    static boolean onFabric() {
        return System.getProperty("chartseal.ledger", "").equals("fabric");
    }

    private static Path network(Path folder) {
        return folder.resolve("network");
    }

    /** The portal's address, without a slash at its end. */
    String address() {
        return address;
    }

    /** The folder with everything that this installation keeps. */
    Path data() {
        return data;
    }

    /** Starts what does not run. */
    void start() {
        List<String> arguments =
                new ArrayList<>(List.of("start", "--port", address.substring(address.lastIndexOf(':') + 1)));
        arguments.addAll(ledger);
        run(arguments, true);
    }

    /** What {@code chartseal status --json} says. */
    JsonObject status() {
        String text = run(List.of("status", "--json"), false);
        try (JsonReader reader = Json.createReader(new StringReader(text.substring(text.indexOf('{'))))) {
            return reader.readObject();
        }
    }

    /** The process of a part. */
    ProcessHandle process(String part) {
        long pid = status().getJsonArray("parts").getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("name").equals(part))
                .mapToLong(each -> each.getJsonNumber("pid").longValue())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no part " + part));
        return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(part + " does not run"));
    }

    /** Kills a part as a power cut does. */
    void kill(String part) {
        ProcessHandle process = process(part);
        process.destroyForcibly();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** Kills the ledger: on a network everything that belongs to it, both hospitals' peers and the orderers. */
    void killLedger() {
        if (!onFabric()) {
            kill("ledger");
            return;
        }
        CompletableFuture<?>[] ends = FabricNetwork.nodes(network(folder)).stream()
                .flatMap(node -> FabricNetwork.running(network(folder), node.name()).stream())
                .peek(ProcessHandle::destroyForcibly)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** What another command prints about this installation. */
    String command(boolean mustSucceed, String... arguments) {
        return run(List.of(arguments), mustSucceed);
    }

    /** Starts another command about this installation and kills it, as a power cut does, when that is so. */
    String commandKilledWhen(BooleanSupplier condition, String... arguments) {
        try {
            Path output = Files.createTempFile(folder, "chartseal-", ".out");
            Process process = builder(List.of(arguments), output).start();
            while (process.isAlive() && !condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
            boolean ended = !process.isAlive();
            process.destroyForcibly().waitFor();
            if (ended) {
                throw new IllegalStateException(
                        arguments[0] + " ended before it was killed: " + Files.readString(output));
            }
            return Files.readString(output);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What the portal was started with. */
    Properties settings() {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("config").resolve("portal.properties"))) {
            settings.load(reader);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return settings;
    }

    @Override
    public void close() {
        if (own) {
            run(List.of("reset", "--yes"), true);
            if (Files.isDirectory(network(folder))) {
                FabricNetwork.clean(network(folder), step -> {});
            }
        }
    }

    private String run(List<String> arguments, boolean mustSucceed) {
        try {
            Path output = Files.createTempFile(folder, "chartseal-", ".out");
            Process process = builder(arguments, output).start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended || (mustSucceed && process.exitValue() != 0)) {
                process.destroyForcibly();
                throw new IllegalStateException(arguments.get(0) + " failed: " + Files.readString(output));
            }
            return Files.readString(output);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private ProcessBuilder builder(List<String> arguments, Path output) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dchartseal.home=" + System.getProperty("chartseal.home"),
                "-Duser.timezone=" + whereItIsMorning(),
                "-cp",
                System.getProperty("java.class.path"),
                Chartseal.class.getName()));
        command.addAll(arguments);
        command.addAll(List.of("--data-dir", data.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    }

    /** The hospital lies where it is between ten and eleven in the morning: the day's times are there to be booked. */
    private static String whereItIsMorning() {
        int ahead = MORNING - ZonedDateTime.now(ZoneOffset.UTC).getHour();
        int hours = ahead < -12 ? ahead + 24 : ahead;
        return hours >= 0 ? "Etc/GMT-" + hours : "Etc/GMT+" + -hours;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }
}
