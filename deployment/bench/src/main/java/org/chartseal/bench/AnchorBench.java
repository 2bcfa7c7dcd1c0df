package org.chartseal.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares ways of anchoring on one fresh network, in turn. */
@Command(
        name = "anchor",
        mixinStandardHelpOptions = true,
        description = {
            "Compares one record per transaction with the product's batching: records a second, and the time from sealed",
            "to committed. Uses a network and a database of its own, gone afterwards."
        })
final class AnchorBench implements Callable<Integer> {

    private static final int ROOT_WRITERS = 16;
    private static final int WARM_UP_WRITERS = 128;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int MOST_WARM_UPS = 10;
    /** What counts as still becoming faster. */
    private static final double FASTER = 1.03;

    /** As typed on the command line. */
    enum Ledger {
        solo,
        fabric
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--ledger", defaultValue = "solo", description = "solo (the default) or fabric")
    private Ledger ledger = Ledger.solo;

    @Option(names = "--seconds", defaultValue = "8", description = "how long each round measures (default: 8)")
    private int seconds;

    @Option(names = "--writers", split = ",", defaultValue = "1,16,64,400", description = "default: 1,16,64,400")
    private List<Integer> writers = List.of();

    @Option(names = "--backlog", defaultValue = "20000", description = "records that wait at once (default: 20000)")
    private int backlog;

    @Option(
            names = "--pairs",
            defaultValue = "3",
            description = "how often a backlog is compared with one record per transaction (default: 3)")
    private int pairs;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there as well")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Distribution distribution = new Distribution(Path.of(System.getProperty("chartseal.home", ".")));
        Path folder = Files.createTempDirectory("chartseal-bench-");
        say(out, "Starting a database and a network ...");
        try (BenchDatabase database = new BenchDatabase();
                BenchNetwork network = ledger == Ledger.fabric
                        ? new BenchNetwork.Fabric(distribution, folder, step -> say(out, "  " + step))
                        : new BenchNetwork.Solo(distribution, folder);
                FabricEvidenceLedger client = new FabricEvidenceLedger(LedgerProfile.read(network.profile()));
                Anchoring anchoring = new Anchoring(database, client, network.processes())) {
            anchoring.register();
            List<Round> rounds = run(anchoring, out);
            Report report = new Report(Machine.description(), network.description(), database.version(), rounds);
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

    private List<Round> run(Anchoring anchoring, PrintWriter out) {
        Duration length = Duration.ofSeconds(seconds);
        say(out, "Both ways unmeasured, until their code is compiled ...");
        warmUp(anchoring);
        List<Round> rounds = new ArrayList<>();
        for (int each : writers) {
            say(out, each + (each == 1 ? " writer, " : " writers, ") + "one record per transaction ...");
            rounds.add(told(out, anchoring.oneByOne(each, length)));
            say(out, each + (each == 1 ? " writer, " : " writers, ") + "batching ...");
            rounds.add(told(out, anchoring.batching(each, length)));
        }
        int best = rounds.stream()
                .filter(Round::single)
                .max(Comparator.comparingDouble(Round::perSecond))
                .map(Round::writers)
                .orElse(WARM_UP_WRITERS);
        for (int pair = 1; pair <= pairs; pair++) {
            say(out, "Pair " + pair + " of " + pairs + ": " + best + " writers, one record per transaction ...");
            rounds.add(told(out, anchoring.oneByOne(best, length)));
            say(out, backlog + " records that wait at once ...");
            rounds.add(told(out, anchoring.backlog(backlog)));
        }
        say(out, ROOT_WRITERS + " writers, roots of batches ...");
        rounds.add(told(out, anchoring.merkle(ROOT_WRITERS, length)));
        return rounds;
    }

    private static void warmUp(Anchoring anchoring) {
        double before = 0;
        for (int round = 0; round < MOST_WARM_UPS; round++) {
            double now = anchoring.oneByOne(WARM_UP_WRITERS, WARM_UP).perSecond();
            if (now < before * FASTER) {
                break;
            }
            before = now;
        }
        anchoring.batching(WARM_UP_WRITERS, WARM_UP);
    }

    private static Round told(PrintWriter out, Round round) {
        say(out, String.format(Locale.ROOT, "  %.0f records/s", round.perSecond()));
        return round;
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    /** The figures of one run. */
    private record Report(String machine, String network, String database, List<Round> rounds) {

        Report {
            rounds = List.copyOf(rounds);
        }

        void print(PrintWriter out) {
            out.println();
            out.println(network);
            out.println("PostgreSQL " + database + "; " + machine);
            out.println();
            out.println(
                    "writers  way                    records/s   p50 ms   p95 ms   p99 ms  transactions  blocks   ratio");
            for (int place = 0; place < rounds.size(); place++) {
                Round round = rounds.get(place);
                out.println(String.format(
                        Locale.ROOT,
                        "%7s  %-20s %11.0f %8s %8s %8s %13d %7d %7s",
                        round.writers() == 0 ? "-" : Integer.toString(round.writers()),
                        round.way(),
                        round.perSecond(),
                        millis(round.quantile(0.5)),
                        millis(round.quantile(0.95)),
                        millis(round.quantile(0.99)),
                        round.transactions(),
                        round.blocks(),
                        ratio(place).isEmpty()
                                ? ""
                                : String.format(
                                        Locale.ROOT, "%.1f x", ratio(place).getAsDouble())));
            }
            printPairs(out);
            out.println();
            out.println("Processor seconds a second, by part:");
            for (Round round : rounds) {
                StringBuilder line =
                        new StringBuilder(String.format(Locale.ROOT, "%7d  %-20s", round.writers(), round.way()));
                round.cpu()
                        .forEach((part, used) ->
                                line.append(String.format(Locale.ROOT, "  %s %.2f", part, used / round.seconds())));
                out.println(line);
            }
            out.flush();
        }

        /** Against the round of one per transaction just before; roots against the fastest of these. */
        private OptionalDouble ratio(int place) {
            Round round = rounds.get(place);
            if (round.single()) {
                return OptionalDouble.empty();
            }
            if (place > 0 && rounds.get(place - 1).single()) {
                return OptionalDouble.of(
                        round.perSecond() / rounds.get(place - 1).perSecond());
            }
            return rounds.stream()
                    .filter(Round::single)
                    .mapToDouble(single -> round.perSecond() / single.perSecond())
                    .min();
        }

        private static String millis(double millis) {
            return Double.isNaN(millis) ? "-" : String.format(Locale.ROOT, "%.0f", millis);
        }

        private void printPairs(PrintWriter out) {
            double[] ratios = IntStream.range(0, rounds.size())
                    .filter(place -> rounds.get(place).writers() == 0)
                    .mapToObj(this::ratio)
                    .flatMapToDouble(OptionalDouble::stream)
                    .sorted()
                    .toArray();
            if (ratios.length > 0) {
                out.println();
                out.println(String.format(
                        Locale.ROOT,
                        "A backlog against one record per transaction, in pairs: %.1f x (median; %.1f to %.1f x).",
                        ratios[ratios.length / 2],
                        ratios[0],
                        ratios[ratios.length - 1]));
            }
        }

        JsonObject json() {
            JsonArrayBuilder all = Json.createArrayBuilder();
            for (int place = 0; place < rounds.size(); place++) {
                JsonObjectBuilder json =
                        Json.createObjectBuilder(rounds.get(place).json());
                ratio(place).ifPresent(ratio -> json.add("ratio", ratio));
                all.add(json);
            }
            return Json.createObjectBuilder()
                    .add("machine", machine)
                    .add("network", network)
                    .add("database", database)
                    .add("rounds", all)
                    .build();
        }
    }
}
