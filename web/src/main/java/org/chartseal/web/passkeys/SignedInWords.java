package org.chartseal.web.passkeys;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a text that is to be signed says, for its signer.
 *
 * @param what code of what it is: a type of record, or what a statement does
 * @param version of the record, if it is one
 * @param at the time that it gives itself
 * @param fingerprint of the content that it stands for, shortened; nothing when it stands for none
 * @param text the whole of it
 */
public record SignedInWords(
        String what,
        @Nullable Integer version,
        Instant at,
        @Nullable String fingerprint,
        String text) {

    private static final List<String> TIMES = List.of("signedAt", "openedAt", "endedAt", "reviewedAt", "statedAt");
    private static final int SHORT = 16;

    static SignedInWords of(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject members = reader.readObject();
            return new SignedInWords(
                    members.getString("action", members.getString("type", "")),
                    members.containsKey("version") ? members.getInt("version") : null,
                    time(members),
                    Optional.ofNullable(members.getString("commitment", null))
                            .map(hex -> hex.substring(0, SHORT))
                            .orElse(null),
                    text);
        }
    }

    private static Instant time(JsonObject members) {
        return TIMES.stream()
                .flatMap(name -> Stream.ofNullable(members.getString(name, null)))
                .map(Instant::parse)
                .findFirst()
                .orElseThrow();
    }
}
