package org.chartseal.web.health;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.chartseal.web.configuration.PortalConfiguration.LedgerKind;

/**
 * Whether the portal can do its work. Without the ledger it can: seals wait.
 *
 * @param parts each part and whether it answers, in a fixed order
 * @param ledger what is behind the ledger port and how far it is
 * @param demo state of the demo hospital
 */
public record Health(Map<String, Boolean> parts, Ledger ledger, DemoHospital.Stage demo) {

    static final String LEDGER = "ledger";

    public Health {
        parts = new LinkedHashMap<>(parts);
    }

    /**
     * The ledger, and what is still to come to it.
     *
     * @param height its number of blocks; empty while it is away
     * @param pendingSeals seals that wait for it; empty while the database is away
     */
    public record Ledger(LedgerKind kind, OptionalLong height, OptionalLong pendingSeals) {}

    /** The whole. */
    public enum State {
        /** Everything answers. */
        UP,
        /** Only the ledger is away. */
        DEGRADED,
        /** Work is impossible. */
        DOWN
    }

    /** The state of the whole. */
    public State state() {
        boolean work = parts.entrySet().stream()
                .allMatch(part -> part.getValue() || part.getKey().equals(LEDGER));
        if (!work) {
            return State.DOWN;
        }
        return Boolean.TRUE.equals(parts.get(LEDGER)) ? State.UP : State.DEGRADED;
    }

    JsonObject toJson() {
        JsonObjectBuilder partStates = Json.createObjectBuilder();
        parts.forEach((part, up) -> partStates.add(part, up ? "UP" : "DOWN"));
        JsonObjectBuilder ledgerState = Json.createObjectBuilder().add("kind", lower(ledger.kind()));
        add(ledgerState, "height", ledger.height());
        add(ledgerState, "pendingSeals", ledger.pendingSeals());
        return Json.createObjectBuilder()
                .add("state", state().name())
                .add("parts", partStates)
                .add("ledger", ledgerState)
                .add("demo", lower(demo))
                .build();
    }

    private static void add(JsonObjectBuilder object, String key, OptionalLong number) {
        if (number.isPresent()) {
            object.add(key, number.getAsLong());
        } else {
            object.addNull(key);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
