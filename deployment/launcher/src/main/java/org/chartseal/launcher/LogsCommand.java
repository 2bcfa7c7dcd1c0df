package org.chartseal.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the last lines of the logs. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the last lines of the parts' logs.")
final class LogsCommand implements Callable<Integer> {
    private static final List<String> PARTS = List.of("database", "sign-in", "ledger", "portal");

    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            description = "database, sign-in, ledger or portal (default: all of them)")
    private @Nullable String part;

    @Option(names = "--lines", paramLabel = "N", defaultValue = "40", description = "how many (default: 40)")
    private int lines;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Installation installation = Objects.requireNonNull(chartseal).installation();
        String wanted = part;
        if (wanted != null && !PARTS.contains(wanted)) {
            throw new LauncherFailure(
                    "There is no part " + wanted + ". The parts are " + String.join(", ", PARTS) + ".");
        }
        for (String name : wanted == null ? PARTS : List.of(wanted)) {
            show(out, installation.logs(), name);
            if (name.equals("ledger")) {
                networkLogs(installation).forEach(log -> show(out, log));
            }
        }
        out.flush();
        return 0;
    }

    /** What a part prints before its log begins, and the log. */
    private void show(PrintWriter out, Path folder, String name) {
        for (String file : List.of(name + ".out", name + ".log")) {
            Path log = folder.resolve(file);
            if (Files.exists(log)) {
                show(out, log);
            }
        }
    }

    private void show(PrintWriter out, Path log) {
        out.println("==> " + log);
        tail(log).forEach(out::println);
    }

    /** Of the Fabric network on this machine, if the installation uses one. */
    private static List<Path> networkLogs(Installation installation) {
        return installation
                .state()
                .map(InstallationState::ledger)
                .filter(LedgerChoice.TwoHospitals.class::isInstance)
                .map(LedgerChoice.TwoHospitals.class::cast)
                .map(two -> FabricNetwork.logs(two.folder()))
                .orElse(List.of());
    }

    private Deque<String> tail(Path log) {
        Deque<String> tail = new ArrayDeque<>();
        try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            all.forEach(line -> {
                tail.add(line);
                if (tail.size() > lines) {
                    tail.remove();
                }
            });
            return tail;
        } catch (IOException e) {
            throw new LauncherFailure("Cannot read " + log + ": " + e.getMessage(), e);
        }
    }
}
