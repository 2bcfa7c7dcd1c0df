package org.chartseal.launcher;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chartseal.launcher.backup.BackUp;
import org.chartseal.launcher.backup.CheckBackup;
import org.chartseal.launcher.backup.Passphrase;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.part.InstallationDatabases;
import org.chartseal.launcher.part.Parts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes everything that an installation is into one encrypted file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[check]",
        description = {
            "Writes database, accounts, objects, keys and the solo ledger's chain into one file, encrypted under a passphrase.",
            "People may work meanwhile. The passphrase is asked for twice, or taken from --passphrase-file or "
                    + Passphrase.VARIABLE + ". Without it nothing in the file can ever be read."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the file holds everything",
            "1:the file is made, but objects that the database refers to were missing or damaged",
            "2:there is no backup"
        })
final class BackupCommand implements Callable<Integer> {
    static final int LACKING = 1;
    static final int FAILED = 2;
    private static final int SHOWN = 20;
    private static final double MEGABYTE = 1 << 20;

    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the new file")
    private @Nullable Path file;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "a file that holds the passphrase and nothing else")
    private @Nullable Path passphraseFile;

    @Override
    public Integer call() {
        if (file == null) {
            return failed(spec(), "Name the file: ./chartseal backup FILE, or ./chartseal backup check FILE.");
        }
        try (Passphrase passphrase = Passphrase.forNew(passphraseFile)) {
            return backUp(file, passphrase);
        } catch (LauncherFailure | UncheckedIOException failure) {
            return failed(spec(), failure.getMessage());
        }
    }

    private int backUp(Path target, Passphrase passphrase) {
        Chartseal parent = Objects.requireNonNull(chartseal);
        Installation installation = parent.installation();
        InstallationState state = installation
                .state()
                .orElseThrow(() -> new LauncherFailure("There is no installation in " + installation.root() + "."));
        Parts parts = Parts.of(parent.distribution(), installation, state);
        Progress progress = new Progress(out());
        Paced paced = new Paced(progress);
        progress.say("Backing up the installation in " + installation.root());
        BackUp.Outcome outcome = new BackUp(
                        installation,
                        state,
                        new InstallationDatabases(installation, parts),
                        profile(installation, parts),
                        StorageCommand.places(installation),
                        new BackUp.Versions(
                                String.join(" ", new Chartseal.Version().getVersion()),
                                parent.distribution().keycloakVersion()),
                        text -> paced.say(false, text))
                .to(target, passphrase);
        progress.say(String.format(
                Locale.ROOT,
                "%s: %.1f MiB, %,d objects, after %.1f s.",
                target,
                outcome.bytes() / MEGABYTE,
                outcome.objects(),
                progress.total()));
        progress.say("Try it: ./chartseal backup check " + target);
        return tellMissing(out(), outcome.missing());
    }

    private static Optional<Path> profile(Installation installation, Parts parts) {
        return installation
                .settings()
                .find(Settings.LEDGER)
                .or(() -> Optional.ofNullable(parts.ledger().portalSettings().get(Settings.LEDGER)))
                .map(Path::of);
    }

    /** Says what was missing when the backup was made, and answers the exit code. */
    static int tellMissing(PrintWriter out, List<String> missing) {
        if (missing.isEmpty()) {
            return 0;
        }
        out.printf(
                Locale.ROOT,
                "%,d objects that the database refers to were nowhere intact, and are not in it:%n",
                missing.size());
        missing.stream().limit(SHOWN).forEach(address -> out.println("  " + address));
        if (missing.size() > SHOWN) {
            out.println("  ... and more; ./chartseal storage check --json names all");
        }
        out.flush();
        return LACKING;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Decrypts a backup and compares all of it with what it should be. Writes nothing, and needs no installation."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:it is whole",
                "1:it is whole, but objects were missing when it was made",
                "2:it is not whole, was altered, is of a newer version, or the passphrase is another"
            })
    int check(
            @Parameters(paramLabel = "FILE", description = "the backup") Path backup,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "FILE",
                            description = "a file that holds the passphrase and nothing else")
                    @Nullable Path itsPassphrase) {
        Paced paced = new Paced(new Progress(out()));
        try (Passphrase passphrase =
                Passphrase.forExisting(Optional.ofNullable(itsPassphrase).orElse(passphraseFile))) {
            CheckBackup.Outcome outcome = CheckBackup.check(
                    backup,
                    passphrase,
                    Objects.requireNonNull(chartseal).distribution()::keycloakVersion,
                    text -> paced.say(false, text));
            out().println(backup + " is whole.");
            describe(out(), outcome);
            return tellMissing(out(), outcome.missing());
        } catch (LauncherFailure | UncheckedIOException failure) {
            return failed(spec(), failure.getMessage());
        }
    }

    static void describe(PrintWriter out, CheckBackup.Outcome backup) {
        out.println("  made    " + backup.made() + " by " + backup.version());
        out.println("  ledger  " + backup.ledger());
        out.printf(Locale.ROOT, "  objects %,d%n", backup.objects());
        out.flush();
    }

    static int failed(CommandSpec spec, @Nullable String why) {
        spec.commandLine().getErr().println(why);
        spec.commandLine().getErr().flush();
        return FAILED;
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
