package org.chartseal.domain.records;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Set;
import org.chartseal.domain.ledger.OutboxMessage;

/**
 * A message that waits to be written to the ledger.
 *
 * @param id its place in the order
 * @param attempts how often it was tried in vain
 * @param ready whether it may be tried now: it is part of no transaction, and no pause is left
 */
record OutboxRow(long id, OutboxMessage message, int attempts, boolean ready) {

    private static final String SEAL = "anchor-seal";

    /** Looked up once: the lookup costs far more than the reading. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** Whether it can be anchored together with others. */
    boolean isSeal() {
        return message.kind().equals(SEAL);
    }

    /** What it changes on the ledger. */
    Set<String> writes() {
        return Set.of(isSeal() ? text().getString("record") : message.subject());
    }

    /** What has to be as it was when the message was written, for the contract to say yes. */
    Set<String> reads() {
        return switch (message.kind()) {
            case SEAL -> Set.of(text().getString("author"));
            case "give-access" -> Set.of(text().getString("subject"), text().getString("grantee"));
            case "revoke-access" -> Set.of(text().getString("subject"));
            default -> Set.of();
        };
    }

    private JsonObject text() {
        return object(object(message.payload()).getString("text"));
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
