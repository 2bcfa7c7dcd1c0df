package org.chartseal.launcher;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.Ports;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.part.DemoAccount;
import org.chartseal.launcher.part.Parts;
import org.chartseal.launcher.part.Portal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts an installation; creates it if there is none. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the portal with its database, sign-in and ledger, and returns when it can be used.",
            "The first start creates the installation. What still runs is left running.",
            "On Fabric, the network of two hospitals is started with it, and stopped with the last portal that uses it,"
                    + " unless ./chartseal fabric up started it: then ./chartseal fabric down stops it."
        })
final class StartCommand implements Callable<Integer> {
    static final int DEFAULT_PORT = 8080;

    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "the portal's port (default: as before, or 8080)")
    private @Nullable Integer port;

    @Option(names = "--no-demo", description = "without the demo hospital; prints a one-time administrator password")
    private boolean noDemo;

    @Mixin
    private final LedgerOptions ledgerOptions = new LedgerOptions();

    @Override
    public Integer call() {
        Chartseal parent = java.util.Objects.requireNonNull(chartseal);
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        Distribution distribution = parent.distribution();
        Installation installation = parent.installation();
        installation.exclusively(() -> start(distribution, installation, out));
        return 0;
    }

    private void start(Distribution distribution, Installation installation, PrintWriter out) {
        installation.requireRoom();
        Progress progress = new Progress(out);
        progress.say("Starting Chartseal in " + installation.root());
        InstallationState state = decide(distribution, installation, progress);
        Startup startup = new Startup(installation, Parts.of(distribution, installation, state), progress);
        startup.run();
        progress.say(String.format(
                Locale.ROOT, "Ready after %.1f s. Until each part answered, and its memory:", progress.total()));
        startup.sumUp();
        welcome(out, state);
        LedgerChoice ledger = ChosenLedger.made(state.ledger(), installation.root());
        installation.save(state.withoutOneTimePassword().withLedger(ledger));
    }

    /** What is kept from before, what the person asked for now, and ports that are free. */
    private InstallationState decide(Distribution distribution, Installation installation, Progress progress) {
        InstallationState known = installation.state().orElse(null);
        if (known == null) {
            int chosen = port == null ? DEFAULT_PORT : port;
            requireFree(chosen);
            LedgerChoice ledger =
                    new ChosenLedger(ledger(distribution, installation), installation.root()).checked(false, progress);
            return installation.create(chosen, !noDemo, ledger);
        }
        if (noDemo && known.demo()) {
            throw new LauncherFailure("The installation in " + installation.root()
                    + " is a demo hospital and stays one. Choose another --data-dir for one without.");
        }
        LedgerChoice wanted = ledger(installation, known.ledger());
        installation.createFolders();
        Parts parts = Parts.of(distribution, installation, known);
        Set<PortName> own = ownPorts(parts);
        boolean portalRuns = parts.portal().running().isPresent();
        refuseSecondStart(parts, known);
        LedgerChoice ledger =
                new ChosenLedger(wanted, installation.root()).checked(!ledgerOptions.namesProfile(), progress);
        InstallationState state = known.withLedger(ledger);
        if (port != null && port != known.publicPort()) {
            if (portalRuns) {
                throw new LauncherFailure("The portal runs on port " + known.publicPort()
                        + ". Stop it with ./chartseal stop before it moves to another.");
            }
            state = state.withPublicPort(port);
        }
        if (!portalRuns) {
            requireFree(state.publicPort());
        }
        state = state.withFreePorts(own);
        installation.save(state);
        return state;
    }

    private LedgerChoice ledger(Distribution distribution, Installation installation) {
        return fromSettings(installation, new LedgerChoice.Solo())
                .orElseGet(() -> ledgerOptions.forNew(distribution.fabricNetwork()));
    }

    private LedgerChoice ledger(Installation installation, LedgerChoice known) {
        return fromSettings(installation, known).orElseGet(() -> ledgerOptions.forExisting(installation.root(), known));
    }

    /** What stands in the settings wins, as everywhere; then nothing else may be asked for. */
    private Optional<LedgerChoice> fromSettings(Installation installation, LedgerChoice known) {
        Settings settings = installation.settings();
        if (!settings.has(Settings.LEDGER)) {
            return Optional.empty();
        }
        if (ledgerOptions.isGiven()) {
            throw new LauncherFailure("The settings in " + installation.root() + " name a ledger by " + Settings.LEDGER
                    + ". Take that out, or leave out --ledger, --profile, --hospital and --network-dir.");
        }
        if (!settings.get(Settings.LEDGER_KIND).equals("fabric")) {
            return Optional.of(known);
        }
        Optional<String> firstBlock =
                known instanceof LedgerChoice.Profiled profiled ? profiled.firstBlock() : Optional.empty();
        return Optional.of(new LedgerChoice.Profiled(Path.of(settings.get(Settings.LEDGER)), firstBlock));
    }

    private static void refuseSecondStart(Parts parts, InstallationState state) {
        boolean all = parts.all().stream()
                .allMatch(part -> part.isExternal() || part.running().isPresent());
        if (all && parts.portal().answers()) {
            throw new LauncherFailure("Chartseal runs already at " + Portal.publicUrl(state)
                    + ". See ./chartseal status, or end it with ./chartseal stop.");
        }
    }

    private static Set<PortName> ownPorts(Parts parts) {
        Set<PortName> own = EnumSet.noneOf(PortName.class);
        if (parts.database().running().isPresent()) {
            own.add(PortName.DATABASE);
        }
        if (parts.signIn().running().isPresent()) {
            own.add(PortName.SIGN_IN);
            own.add(PortName.SIGN_IN_HEALTH);
        }
        if (parts.ledger().running().isPresent()) {
            own.add(PortName.LEDGER);
        }
        if (parts.portal().running().isPresent()) {
            own.add(PortName.PORTAL_MANAGEMENT);
        }
        return own;
    }

    private static void requireFree(int port) {
        if (port < 1 || port > 65_535) {
            throw new LauncherFailure("There is no port " + port + ".");
        }
        if (!Ports.isFree(port)) {
            throw new LauncherFailure("Port " + port + " is taken by another program."
                    + " Choose another with --port, for example ./chartseal start --port " + (port + 1) + ".");
        }
    }

    private static void welcome(PrintWriter out, InstallationState state) {
        String url = Portal.publicUrl(state);
        out.println();
        out.println("  " + url);
        out.println();
        if (state.demo()) {
            out.println("  Accounts of the demo hospital, each with the password demo:");
            for (DemoAccount account : DemoAccount.ALL) {
                out.printf(Locale.ROOT, "    %-14s %-16s %s%n", account.name(), account.role(), url + account.page());
            }
        }
        state.oneTimePassword().ifPresent(password -> {
            out.println("  Sign in as admin with this one-time password; it is shown only now:");
            out.println("    " + password);
        });
        out.flush();
    }
}
