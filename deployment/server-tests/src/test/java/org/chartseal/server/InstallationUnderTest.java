package org.chartseal.server;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.Ports;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The one installation, without demo, of all tests here: a start is dear. It is started by the command itself before the
 * first test, and Arquillian is told where its server is.
 */
public final class InstallationUnderTest implements LauncherSessionListener {
    private static final Pattern ONE_TIME_PASSWORD = Pattern.compile("shown only now:\\s+(\\S+)");
    private static final String FOLDER = "chartseal.test.folder";
    private static final String PORT = "chartseal.test.port";
    private static final String PASSWORD = "chartseal.test.password";

    static Path folder() {
        return Path.of(System.getProperty(FOLDER));
    }

    static int port() {
        return Integer.getInteger(PORT);
    }

    static String url() {
        return "http://localhost:" + port();
    }

    static void moveTo(int port) {
        System.setProperty(PORT, Integer.toString(port));
    }

    static Command chartseal() {
        return new Command(folder());
    }

    static String oneTimePassword() {
        return System.getProperty(PASSWORD);
    }

    /** What {@code status --json} says about the part. */
    static JsonObject part(String name) throws IOException, InterruptedException {
        return parts().stream()
                .filter(part -> part.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<JsonObject> parts() throws IOException, InterruptedException {
        return chartseal().status().getJsonArray("parts").getValuesAs(JsonObject.class);
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            Path temporary = Files.createTempDirectory("chartseal-server-");
            System.setProperty(FOLDER, temporary.resolve("data").toString());
            System.setProperty(PORT, Integer.toString(freePort()));
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start() throws IOException, InterruptedException {
        Command.Outcome start = chartseal().run("start", "--no-demo", "--port", Integer.toString(port()));
        Matcher shown = ONE_TIME_PASSWORD.matcher(start.output());
        if (start.exit() != 0 || !shown.find() || !start.output().contains(url())) {
            throw new IllegalStateException("The installation does not start: " + start.output());
        }
        InstallationState state = new Installation(folder()).state().orElseThrow();
        Path home = new Distribution(Path.of(System.getProperty("chartseal.home"))).wildfly();
        Map.of(
                        PASSWORD,
                        shown.group(1),
                        "chartseal.test.home",
                        home.toString(),
                        "chartseal.test.management-port",
                        Integer.toString(state.port(PortName.PORTAL_MANAGEMENT)))
                .forEach(System::setProperty);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        try {
            chartseal().run("reset", "--yes");
            Files.deleteIfExists(folder().resolve("..").normalize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(Ports.loopback(0));
            return socket.getLocalPort();
        }
    }
}
