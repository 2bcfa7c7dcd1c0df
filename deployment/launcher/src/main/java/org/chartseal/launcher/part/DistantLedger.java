package org.chartseal.launcher.part;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.launcher.installation.Settings;

/** The gateway peer of a Fabric network that someone else runs. While it is away people work, and their seals wait. */
record DistantLedger(Path profile) implements Part {

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String endpoint() {
        return "Fabric, "
                + LedgerEndpoint.read(profile).map(LedgerEndpoint::toString).orElse(profile.toString());
    }

    @Override
    public boolean isExternal() {
        return true;
    }

    @Override
    public boolean mayBeAway() {
        return true;
    }

    @Override
    public Optional<ProcessHandle> running() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> portalSettings() {
        return Map.of(Settings.LEDGER_KIND, "fabric", Settings.LEDGER, profile.toString());
    }

    @Override
    public boolean answers() {
        return LedgerEndpoint.read(profile).filter(LedgerEndpoint::listens).isPresent();
    }

    @Override
    public void prepare() {
        // Whoever runs it does.
    }

    @Override
    public void start(Consumer<String> tell) {
        // It is not ours to start.
    }

    @Override
    public String stop() {
        return "left to whoever runs it";
    }
}
