package org.chartseal.launcher;

import jakarta.json.Json;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.part.Parts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says how an installation is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says how the portal and its parts are.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:everything runs", "1:some of it runs, or does not do its work", "3:nothing runs"})
final class StatusCommand implements Callable<Integer> {
    private static final int DEGRADED = 1;
    private static final int STOPPED = 3;

    @ParentCommand
    private @Nullable Chartseal chartseal;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "as JSON, for programs")
    private boolean json;

    @Override
    public Integer call() {
        Chartseal parent = Objects.requireNonNull(chartseal);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Installation installation = parent.installation();
        Optional<InstallationState> state = installation.state();
        if (state.isEmpty()) {
            out.println(json ? nothing() : "There is no installation in " + installation.root() + ".");
            out.flush();
            return STOPPED;
        }
        StatusReport report = StatusReport.of(Parts.of(parent.distribution(), installation, state.get()));
        print(out, report);
        out.flush();
        return switch (report.state()) {
            case RUNNING -> 0;
            case DEGRADED -> DEGRADED;
            case STOPPED -> STOPPED;
        };
    }

    private void print(PrintWriter out, StatusReport report) {
        if (json) {
            out.println(report.toJson());
            return;
        }
        out.println(report.state().text() + "  " + report.url());
        for (StatusReport.PartState part : report.parts()) {
            String pid = part.pid().isPresent() ? Long.toString(part.pid().getAsLong()) : "";
            out.printf(
                    Locale.ROOT,
                    "  %-10s %-8s %8s %9s  %s%n",
                    part.name(),
                    part.state(),
                    part.external() ? "external" : pid,
                    Progress.megabytes(part.memory()),
                    part.endpoint());
        }
    }

    private static String nothing() {
        return Json.createObjectBuilder()
                .add("state", StatusReport.State.STOPPED.text())
                .addNull("url")
                .add("parts", Json.createArrayBuilder())
                .add(
                        "ledger",
                        Json.createObjectBuilder()
                                .add("kind", "solo")
                                .addNull("height")
                                .addNull("pendingSeals"))
                .build()
                .toString();
    }
}
