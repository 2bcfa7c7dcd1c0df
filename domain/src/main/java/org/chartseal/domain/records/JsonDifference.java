package org.chartseal.domain.records;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names what differs between two JSON objects. */
final class JsonDifference {

    private JsonDifference() {}

    /** JSON pointers (RFC 6901) of what was added, taken away or replaced, without what stands there. */
    static List<String> pointers(String before, String after) {
        return Json.createDiff(object(before), object(after)).toJsonArray().stream()
                .map(JsonValue::asJsonObject)
                .map(operation -> operation.getString("path"))
                .distinct()
                .toList();
    }

    /**
     * A value that is another one.
     *
     * @param pointer JSON pointer (RFC 6901) to it
     * @param name of what it belongs to, as the JSON text itself calls that; may be empty
     * @param before what stood there; empty when nothing did
     * @param after what stands there now; empty when nothing does
     */
    record Change(String pointer, String name, String before, String after) {}

    /** Each value that differs, with what stands there; in the order of the first text, what was added last. */
    static List<Change> changes(String before, String after) {
        Map<String, Leaf> old = leaves(before);
        Map<String, Leaf> now = leaves(after);
        Set<String> pointers = new LinkedHashSet<>(old.keySet());
        pointers.addAll(now.keySet());
        return pointers.stream()
                .map(pointer -> change(pointer, old.get(pointer), now.get(pointer)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private static Change change(String pointer, @Nullable Leaf old, @Nullable Leaf now) {
        return new Change(
                pointer,
                old != null ? old.name() : now != null ? now.name() : "",
                old == null ? "" : old.text(),
                now == null ? "" : now.text());
    }

    private record Leaf(String name, String text) {}

    private static Map<String, Leaf> leaves(String json) {
        Map<String, Leaf> leaves = new LinkedHashMap<>();
        collect("", "", object(json), leaves);
        return leaves;
    }

    private static void collect(String pointer, String name, JsonValue value, Map<String, Leaf> leaves) {
        switch (value.getValueType()) {
            case OBJECT -> {
                JsonObject members = value.asJsonObject();
                String inside = nameOf(members).orElse(name);
                members.forEach(
                        (member, inner) -> collect(pointer + "/" + Json.encodePointer(member), inside, inner, leaves));
            }
            case ARRAY -> {
                int index = 0;
                for (JsonValue inner : value.asJsonArray()) {
                    collect(pointer + "/" + index++, name, inner, leaves);
                }
            }
            case STRING -> leaves.put(pointer, new Leaf(name, ((JsonString) value).getString()));
            case NUMBER, TRUE, FALSE, NULL -> leaves.put(pointer, new Leaf(name, value.toString()));
        }
    }

    /** A section's title, or what the code of a result or medicine stands for. */
    private static Optional<String> nameOf(JsonObject members) {
        if (members.get("title") instanceof JsonString title) {
            return Optional.of(title.getString());
        }
        if (members.get("code") instanceof JsonObject code
                && code.get("coding") instanceof JsonArray codings
                && !codings.isEmpty()
                && codings.getJsonObject(0).get("display") instanceof JsonString display) {
            return Optional.of(display.getString());
        }
        return Optional.empty();
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
