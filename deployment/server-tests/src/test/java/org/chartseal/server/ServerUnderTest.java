package org.chartseal.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.Ports;
import org.chartseal.launcher.part.Folders;
import org.chartseal.launcher.part.Part;
import org.chartseal.launcher.part.Parts;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What the server needs: database, sign-in and ledger of an installation without demo, started by the launcher's own
 * classes before the first test, and where Arquillian finds the server.
 */
public final class ServerUnderTest implements LauncherSessionListener {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private @Nullable Installation installation;
    private @Nullable Parts parts;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (parts != null && installation != null) {
            parts.ledger().stop();
            parts.signIn().stop();
            parts.database().stop();
            Folders.delete(installation.root());
        }
    }

    private void start() throws IOException {
        Distribution distribution = new Distribution(Path.of(System.getProperty("chartseal.home")));
        Installation made =
                new Installation(Files.createTempDirectory("chartseal-server-").resolve("data"));
        InstallationState state = made.create(freePort(), false);
        Parts all = Parts.of(distribution, made, state);
        installation = made;
        parts = all;
        for (Part part : List.of(all.database(), all.ledger(), all.signIn())) {
            part.start();
            await(part);
            part.settle();
        }
        all.portal().prepare();
        Map.of(
                        "chartseal.test.url", all.portal().endpoint(),
                        "chartseal.test.port", Integer.toString(state.publicPort()),
                        "chartseal.test.sign-in", all.signIn().endpoint(),
                        "chartseal.test.password", state.oneTimePassword().orElseThrow(),
                        "chartseal.test.home", distribution.wildfly().toString(),
                        "chartseal.test.management-port", Integer.toString(state.port(PortName.PORTAL_MANAGEMENT)),
                        "chartseal.test.options",
                                "-Xmx640m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djboss.server.base.dir="
                                        + made.wildfly() + " -Djboss.server.log.dir=" + made.logs(),
                        "chartseal.test.arguments", "-P=" + made.config().resolve("portal.properties"))
                .forEach(System::setProperty);
    }

    private static void await(Part part) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!part.answers()) {
            if (part.process().running().isEmpty() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the " + part.name() + " does not answer");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(Ports.loopback(0));
            return socket.getLocalPort();
        }
    }
}
