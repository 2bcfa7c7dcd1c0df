package org.chartseal.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.fabric.FabricPrograms;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.launcher.installation.Distribution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The Fabric network of two hospitals on this machine. */
@Command(
        name = "fabric",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Runs a Hyperledger Fabric network of two hospitals on this machine, by Fabric's own release programs,",
            "which it finds by FABRIC_HOME or on the PATH."
        })
final class FabricCommand {
    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--network-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "where the network keeps its data (default: .chartseal-fabric beside the command)")
    private @Nullable Path networkFolder;

    @Command(
            name = "up",
            description = {
                "Makes the network if there is none, starts what does not run, and rolls out the built contract.",
                "Run it again at any time: it finishes what was interrupted.",
                "The network then runs until ./chartseal fabric down, also while no portal uses it."
            })
    int up(
            @Option(
                            names = "--orderers",
                            defaultValue = "raft",
                            description = "raft (three, the default) or bft (four)")
                    OrdererChoice orderers) {
        Progress progress = new Progress(out());
        FabricPrograms programs = FabricPrograms.find(System.getenv());
        progress.say("Fabric " + programs.version() + " in " + programs.folder() + "; the network in " + root());
        Distribution distribution = distribution();
        long[] since = {System.nanoTime()};
        new FabricNetwork(programs, distribution.fabric(), distribution.contract(), root())
                .up(orderers == OrdererChoice.bft, step -> {
                    progress.done("fabric", step, since[0]);
                    since[0] = System.nanoTime();
                });
        FabricNetwork.keepUp(root());
        for (Hospital hospital : Hospital.values()) {
            progress.say("  profile of " + hospital.id() + ": " + FabricNetwork.profile(root(), hospital));
        }
        return 0;
    }

    /** As typed on the command line. */
    enum OrdererChoice {
        raft,
        bft
    }

    @Command(name = "down", description = "Stops the network. Everything is kept.")
    int down() {
        if (!FabricNetwork.exists(root())) {
            out().println("There is no network in " + root() + ".");
            return 0;
        }
        FabricNetwork.down(root(), step -> out().println("  " + step));
        out().println("The network is stopped.");
        FabricNetwork.portals(root())
                .forEach(portal -> out().println("The portal in " + portal
                        + " works on without it; its seals wait until ./chartseal fabric up."));
        return 0;
    }

    @Command(name = "status", description = "Says what runs of the network.")
    int status() {
        List<FabricNetwork.Node> nodes = FabricNetwork.nodes(root());
        if (!FabricNetwork.exists(root())) {
            out().println("There is no network in " + root() + ". Make one with ./chartseal fabric up.");
            return 1;
        }
        nodes.forEach(node -> out().println("  " + (node.running() ? "runs     " : "stopped  ") + node.name()));
        boolean all = !nodes.isEmpty() && nodes.stream().allMatch(FabricNetwork.Node::running);
        out().println(
                        all
                                ? "The network runs."
                                : "The network does not run whole. Start it with ./chartseal fabric up.");
        return all ? 0 : 1;
    }

    @Command(name = "clean", description = "Stops the network and deletes its ledger and keys. Asks first.")
    int clean(@Option(names = "--yes", description = "does not ask") boolean yes) {
        if (!FabricNetwork.exists(root())) {
            out().println("There is no network in " + root() + ".");
            return 0;
        }
        if (!yes && !confirmed()) {
            out().println("Nothing was changed. (--yes does not ask.)");
            return 1;
        }
        FabricNetwork.clean(root(), step -> out().println("  " + step));
        out().println("Deleted " + root() + ".");
        return 0;
    }

    private boolean confirmed() {
        FabricNetwork.portals(root())
                .forEach(portal -> out().println("The seals of the portal in " + portal + " are on it."));
        out().print("Delete the ledger and all keys of both hospitals in " + root() + " for ever? Type yes: ");
        out().flush();
        try {
            return "yes"
                    .equals(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
        } catch (IOException e) {
            return false;
        }
    }

    private Distribution distribution() {
        return Objects.requireNonNull(chartseal).distribution();
    }

    private Path root() {
        Path chosen = networkFolder;
        return chosen == null
                ? distribution().fabricNetwork()
                : chosen.toAbsolutePath().normalize();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
