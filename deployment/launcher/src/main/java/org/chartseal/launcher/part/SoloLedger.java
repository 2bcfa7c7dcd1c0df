package org.chartseal.launcher.part;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.process.Java;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;

/** The ledger of one machine. */
final class SoloLedger implements LocalPart {
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

    @Override
    public Map<String, String> portalSettings() {
        return Map.of(Settings.LEDGER_KIND, "solo", Settings.LEDGER, profile().toString());
    }

    private Path profile() {
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
        return LedgerEndpoint.read(profile())
                .filter(place -> place.port() == state.port(PortName.LEDGER))
                .filter(LedgerEndpoint::listens)
                .isPresent();
    }
}
