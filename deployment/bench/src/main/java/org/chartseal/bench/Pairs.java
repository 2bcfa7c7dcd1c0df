package org.chartseal.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A page read with the log and without, in turn.
 *
 * @param page its name
 * @param readers how many at once
 * @param kept slices with the log, each beside the one at the same place without
 * @param unkept slices without
 */
record Pairs(String page, int readers, List<Slice> kept, List<Slice> unkept) {

    Pairs {
        kept = List.copyOf(kept);
        unkept = List.copyOf(unkept);
        if (kept.isEmpty() || kept.size() != unkept.size()) {
            throw new IllegalArgumentException(kept.size() + " slices beside " + unkept.size());
        }
    }

    /** Reads a second with the log by those without, of each pair, sorted. */
    List<Double> ratios() {
        return IntStream.range(0, kept.size())
                .mapToObj(
                        place -> kept.get(place).perSecond() / unkept.get(place).perSecond())
                .sorted()
                .toList();
    }

    /** By how much the log makes readers slower: 0.1 is a tenth fewer pages. */
    double cost() {
        return 1 - Quantile.of(ratios(), 0.5);
    }

    /** In milliseconds, over all slices of one way. */
    static double quantile(List<Slice> slices, double share) {
        return Quantile.of(
                slices.stream()
                        .flatMap(slice -> slice.millis().stream())
                        .sorted()
                        .toList(),
                share);
    }

    /** Over all slices of one way. */
    static double perSecond(List<Slice> slices) {
        return slices.stream().mapToInt(slice -> slice.millis().size()).sum()
                / slices.stream().mapToDouble(Slice::seconds).sum();
    }

    /** Processor seconds of a part for each page of one way, in milliseconds. */
    static double cpuMillis(List<Slice> slices, String part) {
        double spent = slices.stream()
                .mapToDouble(slice -> slice.cpu().getOrDefault(part, 0.0))
                .sum();
        return 1000
                * spent
                / slices.stream().mapToInt(slice -> slice.millis().size()).sum();
    }

    long rows() {
        return kept.stream().mapToLong(Slice::rows).sum();
    }

    JsonObject json() {
        JsonArrayBuilder slices = Json.createArrayBuilder();
        IntStream.range(0, kept.size())
                .mapToObj(place -> Stream.of(kept.get(place), unkept.get(place)))
                .flatMap(pair -> pair)
                .map(Slice::json)
                .forEach(slices::add);
        JsonArrayBuilder ratios = Json.createArrayBuilder();
        ratios().forEach(ratios::add);
        return Json.createObjectBuilder()
                .add("page", page)
                .add("readers", readers)
                .add("kept", json(kept))
                .add("unkept", json(unkept))
                .add("ratios", ratios)
                .add("cost", cost())
                .add("rows", rows())
                .add("slices", slices)
                .build();
    }

    private static JsonObjectBuilder json(List<Slice> slices) {
        return Json.createObjectBuilder()
                .add("readsPerSecond", perSecond(slices))
                .add("p50Millis", quantile(slices, 0.5))
                .add("p95Millis", quantile(slices, 0.95))
                .add("p99Millis", quantile(slices, 0.99));
    }
}
