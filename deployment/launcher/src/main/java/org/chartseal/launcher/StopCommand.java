package org.chartseal.launcher;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.part.Part;
import org.chartseal.launcher.part.Parts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Stops an installation in good order. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stops the portal and its parts. Everything is kept.",
            "The Fabric network of two hospitals stops with the last portal that uses it, unless ./chartseal fabric up"
                    + " started it: then ./chartseal fabric down stops it. A network of --profile is left alone."
        })
final class StopCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Chartseal parent = Objects.requireNonNull(chartseal);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Installation installation = parent.installation();
        Optional<InstallationState> state = installation.state();
        if (state.isEmpty()) {
            out.println("There is no installation in " + installation.root() + ".");
            return 0;
        }
        Parts parts = Parts.of(parent.distribution(), installation, state.get());
        installation.exclusively(() -> stop(parts, new Progress(out)));
        return 0;
    }

    /** Each part before those it needs. */
    static void stop(Parts parts, Progress progress) {
        List<Part> all = parts.all();
        boolean any = false;
        for (int i = all.size() - 1; i >= 0; i--) {
            Part part = all.get(i);
            long begin = System.nanoTime();
            boolean ran = part.running().isPresent();
            String outcome = part.stop();
            if (ran) {
                progress.done(part.name(), outcome, begin);
                any = true;
            }
        }
        progress.say(any ? "Stopped." : "Nothing was running.");
    }
}
