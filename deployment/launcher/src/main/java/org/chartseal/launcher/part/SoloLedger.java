package org.chartseal.launcher.part;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.Ports;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;

/** The ledger of one machine. */
public final class SoloLedger implements Part {
    private static final int CONNECT_MILLIS = 1_000;

    private final Distribution distribution;
    private final Installation installation;
    private final InstallationState state;
    private final PartProcess process;

    SoloLedger(Distribution distribution, Installation installation, InstallationState state) {
        this.distribution = distribution;
        this.installation = installation;
        this.state = state;
        this.process =
                new PartProcess(name(), installation.run(), installation.logs().resolve("ledger.log"));
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String endpoint() {
        return "127.0.0.1:" + state.port(PortName.LEDGER);
    }

    /** What the portal needs to talk to it. */
    static Path profile(Installation installation) {
        return installation.ledger().resolve("client").resolve("profile.json");
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public void prepare() {
        // It creates what it needs in its own folder.
    }

    @Override
    public Launch launch() {
        List<String> command = List.of(
                Java.program(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-jar",
                distribution.soloLedger().toString(),
                "--data-dir",
                installation.ledger().toString(),
                "--port",
                Integer.toString(state.port(PortName.LEDGER)));
        return new Launch(command, Map.of(), installation.root());
    }

    /** Listens where its profile, which it writes before it listens, says so. */
    @Override
    public boolean answers() {
        return profileNamesEndpoint() && listens();
    }

    private boolean profileNamesEndpoint() {
        try {
            JsonObject profile =
                    Http.json(Files.readString(profile(installation))).asJsonObject();
            return profile.getString("endpoint", "").endsWith(":" + state.port(PortName.LEDGER));
        } catch (IOException | ClassCastException e) {
            return false;
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(Ports.loopback(state.port(PortName.LEDGER)), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
