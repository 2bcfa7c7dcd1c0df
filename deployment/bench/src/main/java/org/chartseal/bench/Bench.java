package org.chartseal.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./chartseal bench}. */
@Command(
        name = "chartseal bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        description = "Measures how fast Chartseal is on this machine.",
        subcommands = {AnchorBench.class, AccessBench.class, StorageBench.class})
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        // What libraries note about themselves is not for the terminal.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
