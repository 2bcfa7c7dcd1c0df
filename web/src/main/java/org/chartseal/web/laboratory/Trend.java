package org.chartseal.web.laboratory;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.List;
import org.chartseal.domain.laboratory.ResultRow;
import org.chartseal.domain.laboratory.ResultRow.Point;
import org.chartseal.web.page.Words;
import org.jspecify.annotations.Nullable;

/**
 * The course of one value.
 *
 * @param row the value that the report is about
 * @param unit as people write it
 * @param points oldest first
 * @param data the same as JSON, for the plot
 */
public record Trend(ResultRow row, String unit, List<Point> points, String data) {

    /** Fewer points than this are no course. */
    private static final int SHORTEST = 2;

    static Trend of(ResultRow row, Words words) {
        String unit = words.orElse("unit." + row.test().unit(), row.test().unit());
        return new Trend(row, unit, row.trend(), json(row, unit));
    }

    /** Whether there is something to plot. */
    public boolean plotted() {
        return points.size() >= SHORTEST;
    }

    private static String json(ResultRow row, String unit) {
        JsonArrayBuilder points = Json.createArrayBuilder();
        row.trend().forEach(point -> points.add(json(point)));
        return Json.createObjectBuilder()
                .add("name", row.test().name())
                .add("unit", unit)
                .add("decimals", row.test().decimals())
                .add("points", points)
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(Point point) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("at", point.at().toEpochMilli())
                .add("value", new BigDecimal(point.value()))
                .add("flag", point.flag().code());
        add(json, "low", point.low());
        add(json, "high", point.high());
        return json;
    }

    private static void add(JsonObjectBuilder json, String name, @Nullable BigDecimal limit) {
        if (limit != null) {
            json.add(name, limit);
        }
    }
}
