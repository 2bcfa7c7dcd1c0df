package org.chartseal.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chartseal.launcher.backup.Restore;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.part.Parts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Deletes an installation. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Stops the portal and deletes everything it keeps. Asks first.")
final class ResetCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Override
    public Integer call() {
        Chartseal parent = Objects.requireNonNull(chartseal);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Installation installation = parent.installation();
        if (installation.isHalfRestored()) {
            installation.exclusively(() -> {
                Restore.endWhatAKilledOneLeft(installation);
                installation.abandonRestore();
            });
            out.println("Deleted what a restore left in " + installation.root() + " that did not come to its end.");
            return 0;
        }
        Optional<InstallationState> state = installation.state();
        if (state.isEmpty()) {
            installation.deleteIfNothingWasMade();
            out.println("There is no installation in " + installation.root() + ".");
            return 0;
        }
        if (!yes && !confirmed(out, installation)) {
            out.println("Nothing was changed. (--yes does not ask.)");
            return 1;
        }
        Parts parts = Parts.of(parent.distribution(), installation, state.get());
        installation.exclusively(() -> {
            StopCommand.stop(parts, new Progress(out));
            Folders.delete(installation.root());
        });
        out.println("Deleted " + installation.root() + ".");
        return 0;
    }

    private static boolean confirmed(PrintWriter out, Installation installation) {
        out.print("Delete all patients, records, keys and the ledger in " + installation.root() + " for ever?"
                + " Type yes: ");
        out.flush();
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return "yes".equals(in.readLine());
        } catch (IOException e) {
            return false;
        }
    }
}
