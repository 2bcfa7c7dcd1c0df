package org.chartseal.launcher;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.ledger.proof.VerifyCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The one command. */
@Command(
        name = "chartseal",
        description = "Runs the Chartseal hospital portal on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Chartseal.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"  test    Builds everything and runs all tests, those in a browser included."},
        subcommands = {
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            FabricCommand.class,
            StorageCommand.class,
            KeysCommand.class,
            RootsCommand.class,
            VerifyCommand.class,
            BackupCommand.class,
            RestoreCommand.class
        })
public final class Chartseal {
    /** The system property that names the folder of {@code ./chartseal}. */
    static final String HOME = "chartseal.home";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "where this installation keeps its data (default: .chartseal beside the command)")
    private @Nullable Path dataFolder;

    private Chartseal() {}

    public static void main(String[] arguments) {
        // What libraries note about themselves is not for the terminal.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Chartseal())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Chartseal::explain);
    }

    Distribution distribution() {
        return new Distribution(Path.of(System.getProperty(HOME, ".")));
    }

    Installation installation() {
        Path folder = dataFolder == null ? distribution().home().resolve(".chartseal") : dataFolder;
        return new Installation(folder);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof LauncherFailure || failure instanceof UncheckedIOException) {
            command.getErr().println(failure.getMessage());
            command.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    /** The version that the archive of this program names. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Chartseal.class.getPackage().getImplementationVersion();
            return new String[] {"chartseal " + (version == null ? "unpackaged" : version)};
        }
    }
}
