package org.chartseal.domain.passkeys;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.chartseal.domain.records.Salt;
import org.jspecify.annotations.Nullable;

/**
 * What was drawn while a text that is to be signed was made: its time, salts and identifiers, in order. Played back, it answers
 * the same again, and draws anew what goes beyond.
 */
final class Drawn {

    private @Nullable Instant time;
    private final List<Salt> salts = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();
    private final Deque<Salt> saltsAgain = new ArrayDeque<>();
    private final Deque<UUID> idsAgain = new ArrayDeque<>();

    /** Nothing was drawn yet. */
    Drawn() {}

    /** To be played back from its beginning. */
    static Drawn parse(String json) {
        Drawn drawn = new Drawn();
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject members = reader.readObject();
            if (members.containsKey("time")) {
                drawn.time = Instant.parse(members.getString("time"));
            }
            members.getJsonArray("salts").getValuesAs(JsonString::getString).stream()
                    .map(hex -> new Salt(HexFormat.of().parseHex(hex)))
                    .forEach(drawn.saltsAgain::add);
            members.getJsonArray("ids").getValuesAs(JsonString::getString).stream()
                    .map(UUID::fromString)
                    .forEach(drawn.idsAgain::add);
        }
        return drawn;
    }

    /** The one time of all that is signed. */
    Instant time(Supplier<Instant> now) {
        @Nullable Instant known = time;
        if (known == null) {
            known = now.get();
            time = known;
        }
        return known;
    }

    Salt salt(Salt.Source source) {
        Salt salt = saltsAgain.isEmpty() ? source.next() : saltsAgain.remove();
        salts.add(salt);
        return salt;
    }

    UUID id(Supplier<UUID> source) {
        UUID id = idsAgain.isEmpty() ? source.get() : idsAgain.remove();
        ids.add(id);
        return id;
    }

    /** As {@link #parse} reads it. */
    String json() {
        JsonArrayBuilder hex = Json.createArrayBuilder();
        salts.forEach(salt -> hex.add(HexFormat.of().formatHex(salt.bytes())));
        JsonArrayBuilder texts = Json.createArrayBuilder();
        ids.forEach(id -> texts.add(id.toString()));
        JsonObjectBuilder members = Json.createObjectBuilder();
        if (time != null) {
            members.add("time", time.toString());
        }
        return members.add("salts", hex).add("ids", texts).build().toString();
    }
}
