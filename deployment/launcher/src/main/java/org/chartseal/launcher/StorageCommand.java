package org.chartseal.launcher;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.part.Parts;
import org.chartseal.launcher.part.StoredReferences;
import org.chartseal.storage.StorageCheck;
import org.chartseal.storage.StorageMigration;
import org.chartseal.storage.StoragePlaces;
import org.chartseal.storage.StorageSettings;
import org.chartseal.storage.StorageUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks after the encrypted objects outside the database. */
@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks the encrypted objects outside the database, or moves them to another place.")
final class StorageCommand {
    private static final int UNSOUND = 1;
    private static final int FAILED = 2;
    private static final int SHOWN = 20;

    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Reads every object that the database refers to, in each place where it should be, and looks for others.",
                "Changes nothing. Where the database does not run, it runs for as long as this takes."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:every object is where it should be, and intact",
                "1:objects are missing or damaged",
                "2:not everything could be looked at"
            })
    int check(@Option(names = "--json", description = "as JSON, for programs") boolean json) {
        try {
            return report(look(json), json);
        } catch (LauncherFailure failure) {
            return failed(failure.getMessage());
        }
    }

    private List<StorageCheck.Finding> look(boolean quiet) {
        Installation installation = installation();
        Paced paced = new Paced(new Progress(out()));
        StorageCheck check = new StorageCheck(
                places(installation),
                done -> paced.say(quiet, () -> String.format(Locale.ROOT, "  %,d objects looked at", done)));
        references(installation).forEach(check::expect);
        return check.finish();
    }

    private int report(List<StorageCheck.Finding> findings, boolean json) {
        if (json) {
            out().println(StorageReport.toJson(findings));
        } else {
            findings.forEach(this::print);
        }
        out().flush();
        if (findings.stream().anyMatch(finding -> finding.away().isPresent())) {
            return FAILED;
        }
        return findings.stream().allMatch(StorageCheck.Finding::isSound) ? 0 : UNSOUND;
    }

    private int failed(@Nullable String why) {
        spec().commandLine().getErr().println(why);
        spec().commandLine().getErr().flush();
        return FAILED;
    }

    private StoredReferences references(Installation installation) {
        Chartseal parent = Objects.requireNonNull(chartseal);
        return new StoredReferences(installation, Parts.of(parent.distribution(), installation, state(installation)));
    }

    private void print(StorageCheck.Finding finding) {
        out().println(finding.place());
        finding.away().ifPresent(why -> out().println("  does not answer: " + why));
        out().printf(Locale.ROOT, "  %,d intact%n", finding.intact());
        print("missing", finding.missing());
        print("damaged", finding.damaged());
        print("that nothing refers to", finding.unreferenced());
    }

    private void print(String what, List<ObjectAddress> addresses) {
        out().printf(Locale.ROOT, "  %,d %s%n", addresses.size(), what);
        addresses.stream().limit(SHOWN).forEach(address -> out().println("    " + address));
        if (addresses.size() > SHOWN) {
            out().println("    ... and more; --json names all");
        }
    }

    @Command(
            name = "migrate",
            mixinStandardHelpOptions = true,
            description = {
                "Copies every object to another place and reads each there again. Changes nothing where they come from.",
                "One that was interrupted goes on where it was. While the portal runs, run it once more when it is stopped."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:every object is there, and intact",
                "1:some are nowhere intact, and were not copied",
                "2:it did not come to its end; run it again"
            })
    int migrate(
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "URL",
                            description = "a folder, s3://bucket/prefix?..., or ipfs+http://host:port")
                    String to) {
        try {
            Installation installation = installation();
            StorageMigration.Count count = move(places(installation), to);
            out().println(text(count));
            count.lost().forEach(address -> out().println("  nowhere intact: " + address));
            tellWhatToSet(installation, to);
            return count.lost().isEmpty() ? 0 : UNSOUND;
        } catch (LauncherFailure failure) {
            return failed(failure.getMessage());
        } catch (Unavailable away) {
            return failed("A storage does not answer: " + away.getCause() + ". Run it again to go on.");
        }
    }

    private StorageMigration.Count move(StoragePlaces places, String to) {
        Paced paced = new Paced(new Progress(out()));
        try {
            return new StorageMigration(places, StorageUrl.parse(to), now -> paced.say(false, () -> "  " + text(now)))
                    .run();
        } catch (IllegalArgumentException wrong) {
            throw new LauncherFailure("--to: " + wrong.getMessage(), wrong);
        }
    }

    private static String text(StorageMigration.Count count) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d objects: %,d copied, %,d there already, %,d nowhere intact",
                count.done(),
                Math.max(count.total(), count.done()),
                count.copied(),
                count.there(),
                count.lost().size());
    }

    private void tellWhatToSet(Installation installation, String to) {
        Chartseal parent = Objects.requireNonNull(chartseal);
        boolean runs = Parts.of(parent.distribution(), installation, state(installation))
                .portal()
                .running()
                .isPresent();
        if (runs) {
            out().println(
                            "The portal runs: what it stores from now on is not there. Stop it (./chartseal stop), and run this"
                                    + " once more.");
        }
        out().println("Then set in " + installation.root() + "/settings.properties, while it is stopped:");
        out().println("  " + StorageSettings.URL + "=" + to);
        out().flush();
    }

    static StoragePlaces places(Installation installation) {
        try {
            return StorageSettings.read(key -> installation.settings().find(key).or(() -> usual(installation, key)));
        } catch (IllegalArgumentException wrong) {
            throw new LauncherFailure(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Optional<String> usual(Installation installation, String key) {
        return key.equals(StorageSettings.FOLDER)
                ? Optional.of(installation.storage().toString())
                : Optional.empty();
    }

    private Installation installation() {
        Installation installation = Objects.requireNonNull(chartseal).installation();
        state(installation);
        return installation;
    }

    private static InstallationState state(Installation installation) {
        return installation
                .state()
                .orElseThrow(() -> new LauncherFailure("There is no installation in " + installation.root() + "."));
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
