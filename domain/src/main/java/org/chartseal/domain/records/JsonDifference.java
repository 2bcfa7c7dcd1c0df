package org.chartseal.domain.records;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;

/** Names what differs between two JSON objects, without saying what stands there. */
final class JsonDifference {

    private JsonDifference() {}

    /** JSON pointers (RFC 6901) of what was added, taken away or replaced. */
    static List<String> pointers(String before, String after) {
        return Json.createDiff(object(before), object(after)).toJsonArray().stream()
                .map(JsonValue::asJsonObject)
                .map(operation -> operation.getString("path"))
                .distinct()
                .toList();
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
