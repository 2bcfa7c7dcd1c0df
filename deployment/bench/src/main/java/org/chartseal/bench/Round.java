package org.chartseal.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one round measured.
 *
 * @param way of anchoring
 * @param writers how many wait for their record at once; 0 when all records waited from the start
 * @param records committed within the measured time
 * @param seconds measured
 * @param millis sorted times from sealed to committed
 * @param failures submissions that were not committed at the first try
 * @param cpu seconds of processor time by part
 */
record Round(
        String way,
        int writers,
        long records,
        double seconds,
        List<Double> millis,
        long transactions,
        int blocks,
        long failures,
        Map<String, Double> cpu) {

    static final String SINGLE = "one per transaction";

    Round {
        millis = millis.stream().sorted().toList();
        cpu = new TreeMap<>(cpu);
    }

    /** Whether each record went in a transaction of its own. */
    boolean single() {
        return way.equals(SINGLE);
    }

    double perSecond() {
        return records / seconds;
    }

    /** In milliseconds; NaN when nothing was committed. */
    double quantile(double share) {
        return millis.isEmpty()
                ? Double.NaN
                : millis.get((int) Math.min(millis.size() - 1, (long) (share * millis.size())));
    }

    JsonObject json() {
        JsonObjectBuilder parts = Json.createObjectBuilder();
        cpu.forEach(parts::add);
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("way", way)
                .add("writers", writers)
                .add("records", records)
                .add("seconds", seconds)
                .add("recordsPerSecond", perSecond())
                .add("transactions", transactions)
                .add("blocks", blocks)
                .add("failures", failures)
                .add("cpuSeconds", parts);
        if (!millis.isEmpty()) {
            json.add("p50Millis", quantile(0.5))
                    .add("p95Millis", quantile(0.95))
                    .add("p99Millis", quantile(0.99));
        }
        return json.build();
    }
}
