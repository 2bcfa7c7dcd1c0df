package org.chartseal.launcher;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.chartseal.launcher.backup.Passphrase;
import org.chartseal.launcher.backup.Restore;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LauncherFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes an installation out of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an installation out of a backup, in the empty folder that --data-dir names. Then ./chartseal start runs it.",
            "It keeps everything by itself: settings that name a database, a storage or a vault do not count in it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the installation is there",
            "1:it is there, but objects were missing when the backup was made",
            "2:nothing was restored"
        })
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the backup")
    private @Nullable Path file;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "a file that holds the passphrase and nothing else")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--ledger-dir",
            paramLabel = "DIR",
            description =
                    "the folder of the solo ledger, if it outlived the rest: it has what came after the backup, and goes on")
    private @Nullable Path laterLedger;

    @Override
    public Integer call() {
        Chartseal parent = Objects.requireNonNull(chartseal);
        Installation installation = parent.installation();
        Progress progress = new Progress(out());
        Paced paced = new Paced(progress);
        try (Passphrase passphrase = Passphrase.forExisting(passphraseFile)) {
            progress.say("Restoring into " + installation.root());
            Restore.Outcome outcome = new Restore(parent.distribution(), installation, text -> paced.say(false, text))
                    .from(Objects.requireNonNull(file), passphrase, laterLedger);
            progress.say(String.format(Locale.ROOT, "Restored after %.1f s.", progress.total()));
            BackupCommand.describe(out(), outcome.backup());
            tellAside(outcome.aside());
            tellHowToStart(installation, outcome.state().publicPort());
            return BackupCommand.tellMissing(out(), outcome.backup().missing());
        } catch (LauncherFailure | UncheckedIOException failure) {
            return BackupCommand.failed(Objects.requireNonNull(spec), failure.getMessage());
        }
    }

    private void tellAside(List<String> aside) {
        if (!aside.isEmpty()) {
            out().println(
                            "It has its own database, storage and vault. These settings of the original do not count here:");
            aside.forEach(key -> out().println("  " + key));
        }
    }

    private void tellHowToStart(Installation installation, int port) {
        out().println("Start it: ./chartseal start --data-dir " + installation.root());
        out().println("It answers at port " + port + " as before; --port chooses another.");
        out().flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
