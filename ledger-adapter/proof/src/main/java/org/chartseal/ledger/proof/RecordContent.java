package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.ledger.CanonicalText;

/**
 * What a record's content says about whom it is of and which files belong to it.
 *
 * @param patients FHIR references {@code Patient/…} anywhere in the resource
 * @param files SHA-256 of the files that it names, hexadecimal
 */
record RecordContent(Set<String> patients, Set<String> files) {

    private static final String PATIENT = "Patient/";
    private static final String FILE = "urn:chartseal:fhir:attachment-sha256";

    /** Parsers that go into themselves must not go deeper than this. */
    private static final int DEEPEST = 100;

    RecordContent {
        patients = Set.copyOf(patients);
        files = Set.copyOf(files);
    }

    /** Empty when it is no FHIR resource. */
    static Optional<RecordContent> read(ByteString content) {
        if (!content.isValidUtf8()) {
            return Optional.empty();
        }
        String text = content.toStringUtf8();
        if (depth(text) > DEEPEST) {
            return Optional.empty();
        }
        try (JsonReader json = CanonicalText.JSON.createReader(new StringReader(text))) {
            JsonObject resource = json.readObject();
            return resource.containsKey("resourceType") ? Optional.of(collect(resource)) : Optional.empty();
        } catch (JsonException malformed) {
            return Optional.empty();
        }
    }

    /** How deep brackets are nested, those in texts included. */
    static int depth(String json) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }

    private static RecordContent collect(JsonObject resource) {
        Set<String> patients = new HashSet<>();
        Set<String> files = new HashSet<>();
        Deque<JsonValue> open = new ArrayDeque<>();
        open.add(resource);
        while (!open.isEmpty()) {
            JsonValue value = open.remove();
            if (value instanceof JsonObject object) {
                text(object, "reference")
                        .filter(reference -> reference.startsWith(PATIENT))
                        .ifPresent(patients::add);
                text(object, "url")
                        .filter(FILE::equals)
                        .flatMap(url -> text(object, "valueString"))
                        .ifPresent(files::add);
                open.addAll(object.values());
            } else if (value instanceof JsonArray array) {
                open.addAll(array);
            }
        }
        return new RecordContent(patients, files);
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString value ? Optional.of(value.getString()) : Optional.empty();
    }

    boolean isOnlyOf(String patient) {
        return patients.equals(Set.of(PATIENT + patient));
    }
}
