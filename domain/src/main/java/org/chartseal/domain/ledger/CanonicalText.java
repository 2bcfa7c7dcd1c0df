package org.chartseal.domain.ledger;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.chartseal.domain.shared.Refused;
import org.erdtman.jcs.JsonCanonicalizer;

/** RFC 8785 texts of what is signed: written from a statement's members, read back only when they are exactly that. */
public final class CanonicalText {

    /** Makes the members. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CanonicalText() {}

    /** The members' one text. */
    public static String of(JsonObject members) {
        try {
            return new JsonCanonicalizer(members.toString()).getEncodedString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Three fraction digits, always, so that one moment has one text. */
    public static String time(Instant moment) {
        return MILLISECONDS.format(moment);
    }

    /** A member that is a moment. */
    public static Instant time(JsonObject members, String name) {
        return Instant.parse(members.getString(name));
    }

    /** A member that is an identifier. */
    public static UUID uuid(JsonObject members, String name) {
        return UUID.fromString(members.getString(name));
    }

    /** A member that lists texts. */
    public static List<String> texts(JsonObject members, String name) {
        return members.getJsonArray(name).getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    /**
     * Reads a statement, and refuses every text that is not the one the statement itself would be written as.
     *
     * @throws Refused with the code
     */
    public static <T> T parse(String text, String refusal, Function<JsonObject, T> reader, Function<T, String> writer) {
        try (JsonReader json = JSON.createReader(new StringReader(text))) {
            T statement = reader.apply(json.readObject());
            if (writer.apply(statement).equals(text)) {
                return statement;
            }
        } catch (Refused
                | ArithmeticException
                | JsonException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | IllegalStateException
                | DateTimeException malformed) {
            throw Refused.because(refusal).causedBy(malformed);
        }
        throw Refused.because(refusal);
    }
}
