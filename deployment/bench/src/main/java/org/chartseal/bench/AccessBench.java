package org.chartseal.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chartseal.launcher.installation.Distribution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the access log costs those who read, and how fast a change to it is named. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        description = {
            "Compares pages over HTTP, signed in, with their reads kept and with the same reads not kept, in pairs; beside it",
            "a bare row with its commit. Then lets the monitor go through a log of many rows.",
            "Uses a demo hospital and a database of its own, gone afterwards."
        })
final class AccessBench implements Callable<Integer> {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final int WARM_UP_READERS = 4;
    private static final int LEAST_WARM_UPS = 3;
    private static final int MOST_WARM_UPS = 8;
    /** What counts as still becoming faster. */
    private static final double FASTER = 1.05;

    private static final Duration FLUSHES = Duration.ofSeconds(2);
    private static final int TOLD_EACH = 100_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seconds", defaultValue = "2", description = "how long each slice measures (default: 2)")
    private int seconds;

    @Option(names = "--pairs", defaultValue = "9", description = "of slices, for each page and number (default: 9)")
    private int pairs;

    @Option(names = "--readers", split = ",", defaultValue = "1,4,16", description = "default: 1,4,16")
    private List<Integer> readers = List.of();

    @Option(
            names = "--rows",
            defaultValue = "100000",
            description = "of the log that the monitor goes through; 0 for none (default: 100000)")
    private int rows;

    @Option(names = "--no-pages", description = "only the monitor")
    private boolean noPages;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there as well")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path folder = Files.createTempDirectory("chartseal-bench-");
        try {
            AccessReport report = noPages
                    ? new AccessReport(Machine.description(), "", List.of(), List.of(), List.of(), walk(folder, out))
                    : pages(folder, out).with(walk(folder, out));
            report.print(out);
            Path file = json;
            if (file != null) {
                Files.writeString(file, report.json().toString());
            }
        } finally {
            BenchNetwork.delete(folder);
        }
        return 0;
    }

    private AccessReport pages(Path folder, PrintWriter out) throws IOException, SQLException {
        say(out, "Starting a demo hospital ...");
        Distribution distribution = new Distribution(Path.of(System.getProperty("chartseal.home", ".")));
        int most = readers.stream().mapToInt(Integer::intValue).max().orElse(1);
        try (BenchPortal portal = new BenchPortal(distribution, folder);
                Reading reading = new Reading(portal, Math.max(most, WARM_UP_READERS))) {
            say(out, "Pages unmeasured, until their code is compiled ...");
            warmUp(reading, out);
            List<Pairs> measured = new ArrayList<>();
            for (Reading.Page page : reading.pages()) {
                for (int each : readers) {
                    say(out, page.name() + ", " + each + (each == 1 ? " reader" : " readers") + " ...");
                    Pairs pair = reading.pairs(page, each, pairs, Duration.ofSeconds(seconds));
                    say(out, String.format(Locale.ROOT, "  the log costs %.1f %%", 100 * pair.cost()));
                    measured.add(pair);
                }
            }
            say(out, "Bare rows ...");
            List<Flushes> flushes = new ArrayList<>();
            for (int each : readers) {
                flushes.add(Flushes.measure(portal, each, FLUSHES));
            }
            return new AccessReport(
                    Machine.description(),
                    Flushes.database(portal),
                    reading.pages().stream()
                            .map(page -> page.name() + ": " + page.path() + ", " + page.length() + " characters")
                            .toList(),
                    measured,
                    flushes,
                    Optional.empty());
        }
    }

    private static void warmUp(Reading reading, PrintWriter out) {
        double before = 0;
        for (int round = 0; round < MOST_WARM_UPS; round++) {
            double now = reading.warmUp(WARM_UP_READERS, WARM_UP);
            say(out, String.format(Locale.ROOT, "  %.0f pages/s", now / 6));
            if (round >= LEAST_WARM_UPS && now < before * FASTER) {
                break;
            }
            before = Math.max(before, now);
        }
    }

    private Optional<LogWalk.Walked> walk(Path folder, PrintWriter out) {
        if (rows <= 0) {
            return Optional.empty();
        }
        say(out, "A log of " + rows + " rows ...");
        try (BenchDatabase database = new BenchDatabase()) {
            LogWalk walk = new LogWalk(database, folder);
            walk.fill(rows, done -> {
                if (done % TOLD_EACH == 0) {
                    say(out, "  " + done);
                }
            });
            say(out, "The monitor goes through it ...");
            return Optional.of(walk.walk());
        }
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
