package org.chartseal.web.health;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the portal can do its work. Without the ledger it can: seals wait.
 *
 * @param parts each part and whether it answers, in a fixed order
 * @param demo state of the demo hospital
 */
public record Health(Map<String, Boolean> parts, Demo demo) {

    static final String LEDGER = "ledger";

    public Health {
        parts = new LinkedHashMap<>(parts);
    }

    /** The demo hospital. */
    public enum Demo {
        /** Not wanted here. */
        OFF,
        /** Not all there yet. */
        LOADING,
        /** All there. */
        READY
    }

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

    /** The demo hospital's state as the answer spells it. */
    String demoText() {
        return demo.name().toLowerCase(Locale.ROOT);
    }
}
