package org.chartseal.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What readers did for some seconds, each waiting for its page before it asked for the next.
 *
 * @param kept whether their reads were kept
 * @param millis sorted times from asking to the page's last byte
 * @param rows that the access log grew by
 * @param cpu seconds of processor time by part
 */
record Slice(boolean kept, double seconds, List<Double> millis, long rows, Map<String, Double> cpu) {

    Slice {
        millis = millis.stream().sorted().toList();
        cpu = new TreeMap<>(cpu);
    }

    double perSecond() {
        return millis.size() / seconds;
    }

    JsonObject json() {
        JsonObjectBuilder parts = Json.createObjectBuilder();
        cpu.forEach(parts::add);
        return Json.createObjectBuilder()
                .add("kept", kept)
                .add("seconds", seconds)
                .add("reads", millis.size())
                .add("readsPerSecond", perSecond())
                .add("rows", rows)
                .add("cpuSeconds", parts)
                .build();
    }
}
