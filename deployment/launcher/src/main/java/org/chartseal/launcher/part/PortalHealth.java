package org.chartseal.launcher.part;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code GET /health/ready} says. */
public final class PortalHealth {
    private final JsonObject answer;

    private PortalHealth(JsonObject answer) {
        this.answer = answer;
    }

    static Optional<PortalHealth> read(HttpResponse<String> response) {
        try {
            JsonValue value = Http.json(response.body());
            return value instanceof JsonObject object && object.containsKey("state")
                    ? Optional.of(new PortalHealth(object))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@code UP}, {@code DEGRADED} or {@code DOWN}. */
    public String state() {
        return answer.getString("state", "DOWN");
    }

    public boolean loadsDemo() {
        return "loading".equals(answer.getString("demo", "off"));
    }

    /** Whether the demo hospital could not be loaded. */
    boolean lacksDemo() {
        return "failed".equals(answer.getString("demo", "off"));
    }

    boolean hasUp(String part) {
        return answer.get("parts") instanceof JsonObject parts && "UP".equals(parts.getString(part, ""));
    }

    /** Whether people can work: everything they need is there, the demo hospital included. */
    public boolean works() {
        return !state().equals("DOWN") && !loadsDemo() && !lacksDemo();
    }

    public OptionalLong ledgerHeight() {
        return ledgerNumber("height");
    }

    public OptionalLong pendingSeals() {
        return ledgerNumber("pendingSeals");
    }

    private OptionalLong ledgerNumber(String key) {
        if (answer.get("ledger") instanceof JsonObject ledger && ledger.get(key) instanceof JsonNumber number) {
            return OptionalLong.of(number.longValue());
        }
        return OptionalLong.empty();
    }
}
