package org.chartseal.launcher.part;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chartseal.launcher.installation.LauncherFailure;

/** A part that someone else runs. */
record ExternalPart(String name, String endpoint, BooleanSupplier check) implements Part {

    @Override
    public boolean isExternal() {
        return true;
    }

    @Override
    public Optional<ProcessHandle> running() {
        return Optional.empty();
    }

    /** The owner has set them. */
    @Override
    public Map<String, String> portalSettings() {
        return Map.of();
    }

    @Override
    public boolean answers() {
        return check.getAsBoolean();
    }

    @Override
    public void prepare() {
        // Whoever runs it does.
    }

    /** It has to be there already. */
    @Override
    public void start(Consumer<String> tell) {
        if (!answers()) {
            throw new LauncherFailure("The external " + name + " at " + endpoint + " does not answer.");
        }
    }

    @Override
    public String stop() {
        return "left to whoever runs it";
    }
}
