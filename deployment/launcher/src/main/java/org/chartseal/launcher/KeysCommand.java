package org.chartseal.launcher;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.part.InstallationDatabases;
import org.chartseal.launcher.part.Parts;
import org.chartseal.storage.MasterKeyRotation;
import org.chartseal.storage.RotatableVault;
import org.chartseal.storage.VaultPlace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks after the master key. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Changes the master key that protects all other keys.")
final class KeysCommand {
    private static final int KEPT = 1;
    private static final int FAILED = 2;
    private static final int SHOWN = 20;
    private static final int ROWS_AT_ONCE = 1000;

    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a new master key and puts every key of the database under it; the former one is removed at the end.",
                "The portal has to be stopped. No encrypted object is touched. One that was interrupted goes on where it was.",
                "Make a backup afterwards: older ones open with the master key that is in them."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:everything is under the new master key, and the former one is gone",
                "1:some keys do not open, and the former master key is kept",
                "2:it did not come to its end; run it again"
            })
    int rotate() {
        try {
            MasterKeyRotation.Count[] count = new MasterKeyRotation.Count[1];
            Installation installation = installation();
            installation.exclusively(() -> count[0] = rotate(installation));
            return report(count[0]);
        } catch (LauncherFailure failure) {
            return failed(String.valueOf(failure.getMessage()));
        } catch (Refused refused) {
            return failed("The key vault refuses: " + refused.code() + " " + refused.facts());
        } catch (Unavailable away) {
            return failed("The key vault does not answer: " + away.getCause() + ". Run it again to go on.");
        }
    }

    private MasterKeyRotation.Count rotate(Installation installation) {
        Chartseal parent = Objects.requireNonNull(chartseal);
        Parts parts = Parts.of(
                parent.distribution(), installation, installation.state().orElseThrow());
        if (parts.portal().running().isPresent()) {
            throw new LauncherFailure("The portal runs, with the former master key. Stop it first: ./chartseal stop");
        }
        RotatableVault vault = vault(installation).open();
        if (vault.hasFormer()) {
            out().println("  an earlier change of the master key goes on");
        }
        InstallationDatabases databases = new InstallationDatabases(installation, parts);
        boolean own = !parts.database().answers();
        if (own) {
            databases.start();
        }
        try {
            return rotate(databases, vault);
        } finally {
            if (own) {
                databases.stop();
            }
        }
    }

    private MasterKeyRotation.Count rotate(InstallationDatabases databases, RotatableVault vault) {
        Paced paced = new Paced(new Progress(out()));
        try (Connection connection = databases.portal()) {
            return new MasterKeyRotation(
                            connection, vault, ROWS_AT_ONCE, count -> paced.say(false, () -> "  " + text(count)))
                    .run();
        } catch (SQLException failure) {
            throw new LauncherFailure(
                    "The database failed: " + failure.getMessage() + " Run it again to go on.", failure);
        }
    }

    private static String text(MasterKeyRotation.Count count) {
        return String.format(Locale.ROOT, "%,d of %,d keys are under the new master key", count.done(), count.total());
    }

    private int report(MasterKeyRotation.Count count) {
        out().println(text(count));
        count.lost().stream().limit(SHOWN).forEach(each -> out().println("  does not open: " + each));
        out().println(
                        count.lost().isEmpty()
                                ? "The former master key is gone. Make a backup: ./chartseal backup FILE"
                                : count.lost().size() + " do not open. The former master key is kept.");
        out().flush();
        return count.lost().isEmpty() ? 0 : KEPT;
    }

    private int failed(String why) {
        Objects.requireNonNull(spec).commandLine().getErr().println(why);
        Objects.requireNonNull(spec).commandLine().getErr().flush();
        return FAILED;
    }

    private static VaultPlace vault(Installation installation) {
        try {
            return VaultPlace.read(key -> installation.settings().find(key).or(() -> usual(installation, key)));
        } catch (IllegalArgumentException wrong) {
            throw new LauncherFailure(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Optional<String> usual(Installation installation, String key) {
        return key.equals(VaultPlace.FILE)
                ? Optional.of(installation.vaultFile().toString())
                : Optional.empty();
    }

    private Installation installation() {
        Installation installation = Objects.requireNonNull(chartseal).installation();
        if (installation.state().isEmpty()) {
            throw new LauncherFailure("There is no installation in " + installation.root() + ".");
        }
        return installation;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
