package org.chartseal.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.chartseal.bench.portal.UnkeptReads;
import org.chartseal.launcher.Chartseal;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.process.PartProcess;

/**
 * The demo hospital as {@code ./chartseal start} starts it, with the product's own server, database and sign-in, for one
 * run. In the copy of the portal that it runs lies one archive more, with {@link UnkeptReads}.
 */
final class BenchPortal implements AutoCloseable {

    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private final Path folder;
    private final Path home;
    private final Path data;
    private final String address;
    private final Thread onInterrupt = new Thread(this::abandon, "stop-the-portal");

    BenchPortal(Distribution distribution, Path folder) throws IOException {
        this.folder = folder;
        this.home = folder.resolve("home");
        this.data = folder.resolve("data");
        int port = freePort();
        this.address = "http://localhost:" + port;
        link(distribution, "deployment/server/target/wildfly");
        link(distribution, "deployment/keycloak/target");
        link(distribution, "deployment/launcher/target");
        link(distribution, "ledger-adapter/solo/target");
        Path portal = home.resolve("deployment/server/target/portal");
        Folders.copyTree(distribution.portal(), portal, portal);
        addUnkeptReads(portal.resolve("chartseal.war/WEB-INF/lib/chartseal-bench-reads.jar"));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        chartseal("start", "--port", Integer.toString(port));
    }

    private void link(Distribution distribution, String path) throws IOException {
        Path link = home.resolve(path);
        Files.createDirectories(Objects.requireNonNull(link.getParent()));
        Files.createSymbolicLink(link, distribution.home().resolve(path));
    }

    private static void addUnkeptReads(Path archive) throws IOException {
        String name = UnkeptReads.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(file);
                InputStream compiled = UnkeptReads.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry("META-INF/beans.xml"));
            jar.write(BEANS.getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(name));
            Objects.requireNonNull(compiled).transferTo(jar);
        }
    }

    /** Without a slash at its end. */
    String address() {
        return address;
    }

    /** A connection to the portal's database, as the portal's own user. */
    Connection connect() throws SQLException {
        Properties settings = settings();
        return DriverManager.getConnection(
                settings.getProperty("chartseal.db.url"),
                settings.getProperty("chartseal.db.user"),
                settings.getProperty("chartseal.db.password"));
    }

    private Properties settings() {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("config/portal.properties"))) {
            settings.load(reader);
            return settings;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Its processes by name, and this one. */
    Map<String, ProcessHandle> processes() {
        return Map.of("portal", process("portal"), "database", process("database"), "bench", ProcessHandle.current());
    }

    private ProcessHandle process(String part) {
        return new PartProcess(part, data.resolve("run"), data.resolve("logs").resolve(part))
                .running()
                .orElseThrow(() -> new IllegalStateException(part + " does not run"));
    }

    private void chartseal(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dchartseal.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Chartseal.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data-dir", data.toString()));
        Path output = folder.resolve(arguments[0] + ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(arguments[0] + " failed: " + Files.readString(output));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
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

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        reset();
    }

    private void abandon() {
        reset();
        BenchNetwork.delete(folder);
    }

    private void reset() {
        chartseal("reset", "--yes");
    }
}
