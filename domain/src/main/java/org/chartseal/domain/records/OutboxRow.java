package org.chartseal.domain.records;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.OutboxMessage;

/**
 * A message that waits to be written to the ledger.
 *
 * @param id its place in the order
 * @param attempts how often it was tried in vain
 * @param ready whether it may be tried now: no pause is left
 * @param writes what it changes on the ledger
 * @param reads what has to be as it was when the message was written, for the contract to say yes
 */
record OutboxRow(
        long id,
        OutboxMessage message,
        int attempts,
        boolean ready,
        Instant createdAt,
        Set<String> writes,
        Set<String> reads) {

    private static final String SEAL = "anchor-seal";

    /** Looked up once: the lookup costs far more than the reading. */
    private static final JsonProvider JSON = JsonProvider.provider();

    OutboxRow {
        writes = Set.copyOf(writes);
        reads = Set.copyOf(reads);
    }

    static OutboxRow of(long id, OutboxMessage message, int attempts, boolean ready, Instant createdAt) {
        return switch (message.kind()) {
            case SEAL -> {
                JsonObject header = text(message);
                yield new OutboxRow(
                        id,
                        message,
                        attempts,
                        ready,
                        createdAt,
                        Set.of(header.getString("record")),
                        Set.of(header.getString("author")));
            }
            default ->
                new OutboxRow(id, message, attempts, ready, createdAt, Set.of(message.subject()), reads(message));
        };
    }

    private static Set<String> reads(OutboxMessage message) {
        return switch (message.kind()) {
            case "give-access" -> Set.of(text(message).getString("subject"));
            case "revoke-access" -> revocation(text(message));
            case "open-emergency" -> {
                JsonObject statement = text(message);
                yield Set.of(statement.getString("subject"), statement.getString("practitioner"));
            }
            case "end-emergency" -> Set.of(text(message).getString("practitioner"));
            case "review-emergency" -> Set.of(text(message).getString("reviewer"));
            case "restore-subject-key", "restore-practitioner-key" -> witnesses(message);
            default -> Set.of();
        };
    }

    /** Of someone who acts for the patient also who that is, and by which grant. */
    private static Set<String> revocation(JsonObject statement) {
        return Stream.of("subject", "proxy", "proxyGrant")
                .filter(statement::containsKey)
                .map(statement::getString)
                .collect(Collectors.toSet());
    }

    /** Whether it can be anchored together with others. */
    boolean isSeal() {
        return message.kind().equals(SEAL);
    }

    private static Set<String> witnesses(OutboxMessage message) {
        return object(message.payload()).getJsonArray("statements").getValuesAs(JsonObject.class).stream()
                .map(statement -> object(statement.getString("text")).getString("witness"))
                .collect(Collectors.toSet());
    }

    private static JsonObject text(OutboxMessage message) {
        return object(object(message.payload()).getString("text"));
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
