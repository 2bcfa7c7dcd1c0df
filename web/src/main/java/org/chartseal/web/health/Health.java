package org.chartseal.web.health;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.chartseal.domain.records.LedgerBacklog.Waiting;
import org.chartseal.web.configuration.PortalConfiguration.LedgerKind;

/**
 * Whether the portal can do its work. Without the ledger it can: seals wait.
 *
 * @param parts each part and whether it answers, in a fixed order
 * @param ledger what is behind the ledger port and how far it is
 * @param replicas the places of the storage where there are several, each with how many objects it is behind; empty for one that
 *     does not answer
 * @param demo state of the demo hospital
 */
public record Health(
        Map<String, Boolean> parts, Ledger ledger, Map<String, Optional<Integer>> replicas, DemoHospital.Stage demo) {

    static final String LEDGER = "ledger";
    static final String SCANNER = "scanner";
    /** Those without which work goes on. */
    private static final Set<String> SPARED = Set.of(LEDGER, SCANNER);

    public Health {
        parts = new LinkedHashMap<>(parts);
        replicas = new LinkedHashMap<>(replicas);
    }

    /**
     * The ledger, and what is still to come to it.
     *
     * @param height its number of blocks; empty while it is away
     * @param waiting what waits for it; empty while the database is away
     * @param away why nothing can be written to it, if that is so
     */
    public record Ledger(LedgerKind kind, OptionalLong height, Optional<Waiting> waiting, Optional<Away> away) {}

    /**
     * Why nothing can be written to the ledger.
     *
     * @param part code of the part that is away
     * @param text the same in words
     */
    public record Away(String part, String text, Instant since, Instant nextTry) {

        JsonObject toJson() {
            return Json.createObjectBuilder()
                    .add("part", part)
                    .add("text", text)
                    .add("since", since.truncatedTo(ChronoUnit.SECONDS).toString())
                    .add("nextTry", nextTry.truncatedTo(ChronoUnit.SECONDS).toString())
                    .build();
        }
    }

    /** The whole. */
    public enum State {
        /** Everything answers. */
        UP,
        /** Only the ledger is away or takes nothing, or a replica of the storage is away, or the scanner of files. */
        DEGRADED,
        /** Work is impossible. */
        DOWN
    }

    /** The state of the whole. */
    public State state() {
        boolean work = parts.entrySet().stream().allMatch(part -> part.getValue() || SPARED.contains(part.getKey()));
        if (!work) {
            return State.DOWN;
        }
        boolean writable = ledger.away().isEmpty() && Boolean.TRUE.equals(parts.get(LEDGER));
        boolean copied = replicas.values().stream().allMatch(Optional::isPresent);
        boolean scanned = !Boolean.FALSE.equals(parts.get(SCANNER));
        return writable && copied && scanned ? State.UP : State.DEGRADED;
    }

    JsonObject toJson() {
        JsonObjectBuilder partStates = Json.createObjectBuilder();
        parts.forEach((part, up) -> partStates.add(part, up ? "UP" : "DOWN"));
        JsonObjectBuilder ledgerState = Json.createObjectBuilder().add("kind", lower(ledger.kind()));
        add(ledgerState, "height", ledger.height());
        add(ledgerState, "pendingSeals", number(ledger.waiting().map(Waiting::seals)));
        add(ledgerState, "pendingMessages", number(ledger.waiting().map(Waiting::messages)));
        add(
                ledgerState,
                "oldestPendingSeconds",
                number(ledger.waiting().flatMap(Waiting::oldestSeal).map(Duration::toSeconds)));
        ledger.away()
                .ifPresentOrElse(away -> ledgerState.add("away", away.toJson()), () -> ledgerState.addNull("away"));
        JsonObjectBuilder replicaStates = Json.createObjectBuilder();
        replicas.forEach((place, behind) -> replicaStates.add(place, replica(behind)));
        return Json.createObjectBuilder()
                .add("state", state().name())
                .add("parts", partStates)
                .add("ledger", ledgerState)
                .add("replicas", replicaStates)
                .add("demo", lower(demo))
                .build();
    }

    private static JsonObjectBuilder replica(Optional<Integer> behind) {
        JsonObjectBuilder state = Json.createObjectBuilder().add("state", behind.isPresent() ? "UP" : "DOWN");
        behind.ifPresentOrElse(objects -> state.add("behind", objects), () -> state.addNull("behind"));
        return state;
    }

    private static void add(JsonObjectBuilder object, String key, OptionalLong number) {
        if (number.isPresent()) {
            object.add(key, number.getAsLong());
        } else {
            object.addNull(key);
        }
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
