package org.chartseal.domain.laboratory;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.laboratory.ReferenceRange.People;
import org.chartseal.domain.people.Sex;
import org.jspecify.annotations.Nullable;

/**
 * What the laboratory measures, as a data file beside this class states it: LOINC codes, UCUM units, ranges by sex and age,
 * critical limits.
 */
record LabCatalogue(List<Panel> panels) {

    private static final String FILE = "catalogue.json";
    private static final double DAYS_OF_A_YEAR = 365.25;

    /** An order set. */
    record Panel(String code, String name, String specimen, RecordCategory category, List<Test> tests) {}

    /** A test with its ranges. */
    record Test(String loinc, String name, String unit, int decimals, List<Range> ranges) {}

    /** Limits and for whom they hold. */
    record Range(People people, Limits limits) {}

    /** Reads the file. */
    static LabCatalogue read() {
        try (InputStream file = LabCatalogue.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the laboratory's catalogue is not packed beside its class");
            }
            try (JsonReader reader = Json.createReader(file)) {
                return new LabCatalogue(
                        reader.readObject().getJsonArray("panels").getValuesAs(LabCatalogue::panel));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Panel panel(JsonObject json) {
        return new Panel(
                json.getString("code"),
                json.getString("name"),
                json.getString("specimen"),
                RecordCategory.stored(json.getString("category", RecordCategory.LABORATORY.code())),
                json.getJsonArray("tests").getValuesAs(LabCatalogue::test));
    }

    private static Test test(JsonObject json) {
        return new Test(
                json.getString("loinc"),
                json.getString("name"),
                json.getString("unit"),
                json.getInt("decimals"),
                json.getJsonArray("ranges").getValuesAs(LabCatalogue::range));
    }

    private static Range range(JsonObject json) {
        Optional<Sex> sex = Optional.ofNullable(json.getString("sex", null)).map(Sex::ofCode);
        return new Range(
                new People(sex, days(json.getString("from")), days(json.getString("to"))),
                new Limits(
                        limit(json, "low"),
                        limit(json, "high"),
                        limit(json, "criticalLow"),
                        limit(json, "criticalHigh")));
    }

    private static @Nullable BigDecimal limit(JsonObject json, String name) {
        JsonNumber number = json.getJsonNumber(name);
        return number == null ? null : number.bigDecimalValue();
    }

    /** An age such as {@code 30d} or {@code 18y}. */
    private static int days(String age) {
        int count = Integer.parseInt(age.substring(0, age.length() - 1));
        return age.endsWith("y") ? (int) Math.floor(count * DAYS_OF_A_YEAR) : count;
    }
}
