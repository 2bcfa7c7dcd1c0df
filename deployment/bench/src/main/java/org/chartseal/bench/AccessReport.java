package org.chartseal.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The figures of one run.
 *
 * @param pages what was read
 */
record AccessReport(
        String machine,
        String database,
        List<String> pages,
        List<Pairs> pairs,
        List<Flushes> flushes,
        Optional<LogWalk.Walked> walked) {

    private static final List<String> PARTS = List.of("portal", "database", "bench");

    AccessReport {
        pages = List.copyOf(pages);
        pairs = List.copyOf(pairs);
        flushes = List.copyOf(flushes);
    }

    AccessReport with(Optional<LogWalk.Walked> walk) {
        return new AccessReport(machine, database, pages, pairs, flushes, walk);
    }

    void print(PrintWriter out) {
        out.println();
        out.println(database.isEmpty() ? machine : database + "; " + machine);
        pages.forEach(out::println);
        if (!pairs.isEmpty()) {
            printPairs(out);
            printCpu(out);
            printFlushes(out);
        }
        walked.ifPresent(walk -> print(walk, out));
        out.flush();
    }

    private void printPairs(PrintWriter out) {
        out.println();
        out.println("                                 reads/s          p50 ms         p95 ms         p99 ms");
        out.println(
                "page                 readers   kept    not    kept    not    kept    not    kept    not    rows    cost (of pairs)");
        for (Pairs each : pairs) {
            List<Double> ratios = each.ratios();
            out.println(String.format(
                    Locale.ROOT,
                    "%-20s %7d %6.0f %6.0f %7.2f %6.2f %7.2f %6.2f %7.2f %6.2f %7d  %5.1f %% (%.1f to %.1f)",
                    each.page(),
                    each.readers(),
                    Pairs.perSecond(each.kept()),
                    Pairs.perSecond(each.unkept()),
                    Pairs.quantile(each.kept(), 0.5),
                    Pairs.quantile(each.unkept(), 0.5),
                    Pairs.quantile(each.kept(), 0.95),
                    Pairs.quantile(each.unkept(), 0.95),
                    Pairs.quantile(each.kept(), 0.99),
                    Pairs.quantile(each.unkept(), 0.99),
                    each.rows(),
                    100 * each.cost(),
                    100 * (1 - ratios.get(ratios.size() - 1)),
                    100 * (1 - ratios.get(0))));
        }
        out.println(
                "kept: with the access log; not: the same page without its row. cost: fewer pages a second, median.");
    }

    private void printCpu(PrintWriter out) {
        out.println();
        out.println("Processor milliseconds a page, kept and not, where the two did not take turns page by page:");
        for (Pairs each : pairs) {
            if (each.kept().get(0).cpu().isEmpty()) {
                continue;
            }
            StringBuilder line =
                    new StringBuilder(String.format(Locale.ROOT, "%-20s %7d", each.page(), each.readers()));
            for (String part : PARTS) {
                line.append(String.format(
                        Locale.ROOT,
                        "  %s %.2f %.2f",
                        part,
                        Pairs.cpuMillis(each.kept(), part),
                        Pairs.cpuMillis(each.unkept(), part)));
            }
            out.println(line);
        }
    }

    private void printFlushes(PrintWriter out) {
        out.println();
        out.println("A bare row, inserted and committed, and a query that writes nothing:");
        for (Flushes each : flushes) {
            out.println(String.format(
                    Locale.ROOT,
                    "%7d connections: %6.0f rows/s, p50 %.2f ms, p99 %.2f ms; the query p50 %.2f ms",
                    each.connections(),
                    each.commitsPerSecond(),
                    Quantile.of(each.commits(), 0.5),
                    Quantile.of(each.commits(), 0.99),
                    Quantile.of(each.queries(), 0.5)));
        }
    }

    private static void print(LogWalk.Walked walk, PrintWriter out) {
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "A log of %d rows: a round of %d steps takes %.1f s, %.1f s of it work. A row changed and one removed just"
                        + " behind it are named after %.1f s.",
                walk.rows(),
                walk.steps(),
                walk.round(),
                walk.working(),
                walk.named()));
    }

    JsonObject json() {
        JsonArrayBuilder read = Json.createArrayBuilder();
        pages.forEach(read::add);
        JsonArrayBuilder measured = Json.createArrayBuilder();
        pairs.forEach(each -> measured.add(each.json()));
        JsonArrayBuilder rows = Json.createArrayBuilder();
        flushes.forEach(each -> rows.add(each.json()));
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("machine", machine)
                .add("database", database)
                .add("pages", read)
                .add("pairs", measured)
                .add("bareRows", rows);
        walked.ifPresent(walk -> json.add("monitor", walk.json()));
        return json.build();
    }
}
