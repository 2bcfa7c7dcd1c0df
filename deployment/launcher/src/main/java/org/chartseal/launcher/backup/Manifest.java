package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/**
 * The last entry of a backup: what all the others are. Without it a backup is not whole.
 *
 * @param about what was known before the first entry, as it stands there too
 * @param parts in the order in which they were written
 * @param ledger how far the ledger was
 * @param tables how many rows each has, by database
 * @param missing the addresses of objects that the database refers to and that were nowhere intact
 */
record Manifest(JsonObject about, List<Part> parts, JsonObject ledger, JsonObject tables, List<String> missing) {

    /** Its name in the archive. */
    static final String NAME = "manifest.json";

    Manifest {
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
    }

    /**
     * Entries of one kind.
     *
     * @param name what their names begin with, up to the first slash
     * @param entries how many
     * @param bytes of their content
     * @param sha256 over names and content, hexadecimal
     */
    record Part(String name, long entries, long bytes, String sha256) {}

    JsonObject toJson() {
        JsonArrayBuilder each = Json.createArrayBuilder();
        parts.forEach(part -> each.add(Json.createObjectBuilder()
                .add("name", part.name())
                .add("entries", part.entries())
                .add("bytes", part.bytes())
                .add("sha256", part.sha256())));
        return Json.createObjectBuilder()
                .add("about", about)
                .add("parts", each)
                .add("ledger", ledger)
                .add("tables", tables)
                .add("missingObjects", Json.createArrayBuilder(missing))
                .build();
    }

    static Manifest of(JsonObject json) {
        List<Part> parts = json.getJsonArray("parts").getValuesAs(JsonObject.class).stream()
                .map(part -> new Part(
                        part.getString("name"),
                        part.getJsonNumber("entries").longValueExact(),
                        part.getJsonNumber("bytes").longValueExact(),
                        part.getString("sha256")))
                .toList();
        return new Manifest(
                json.getJsonObject("about"),
                parts,
                json.getJsonObject("ledger"),
                json.getJsonObject("tables"),
                json.getJsonArray("missingObjects").getValuesAs(JsonString::getString));
    }
}
