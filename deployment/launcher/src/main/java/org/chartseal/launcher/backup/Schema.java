package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/**
 * How a database is built, as statements that build it again.
 *
 * @param server major version of the PostgreSQL that described it
 * @param before what has to be there before the rows
 * @param tables in no order: there are no constraints while rows are copied
 * @param sequences those whose values count on, by quoted name
 * @param after what is made when the rows are there: constraints, indexes, triggers, which rows must not set off
 */
record Schema(int server, List<String> before, List<Table> tables, List<Sequence> sequences, List<String> after) {

    Schema {
        before = List.copyOf(before);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        after = List.copyOf(after);
    }

    /**
     * One table.
     *
     * @param name qualified and quoted
     * @param columns those that are copied, quoted, with commas between them
     */
    record Table(String name, String columns) {}

    /**
     * One sequence.
     *
     * @param name qualified and quoted
     * @param own whether no column draws from it by itself: people write its numbers on cards and tubes
     */
    record Sequence(String name, boolean own) {}

    JsonObject toJson() {
        JsonArrayBuilder tableArray = Json.createArrayBuilder();
        tables.forEach(table -> tableArray.add(
                Json.createObjectBuilder().add("name", table.name()).add("columns", table.columns())));
        JsonArrayBuilder sequenceArray = Json.createArrayBuilder();
        sequences.forEach(each -> sequenceArray.add(
                Json.createObjectBuilder().add("name", each.name()).add("own", each.own())));
        return Json.createObjectBuilder()
                .add("server", server)
                .add("before", Json.createArrayBuilder(before))
                .add("tables", tableArray)
                .add("sequences", sequenceArray)
                .add("after", Json.createArrayBuilder(after))
                .build();
    }

    static Schema of(JsonObject json) {
        return new Schema(
                json.getInt("server"),
                texts(json.getJsonArray("before")),
                json.getJsonArray("tables").getValuesAs(JsonObject.class).stream()
                        .map(table -> new Table(table.getString("name"), table.getString("columns")))
                        .toList(),
                json.getJsonArray("sequences").getValuesAs(JsonObject.class).stream()
                        .map(each -> new Sequence(each.getString("name"), each.getBoolean("own")))
                        .toList(),
                texts(json.getJsonArray("after")));
    }

    private static List<String> texts(JsonArray array) {
        return array.getValuesAs(JsonString::getString);
    }
}
