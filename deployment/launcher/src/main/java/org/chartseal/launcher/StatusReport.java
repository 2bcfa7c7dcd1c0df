package org.chartseal.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.chartseal.launcher.part.Part;
import org.chartseal.launcher.part.Parts;
import org.chartseal.launcher.part.PortalHealth;

/**
 * How an installation is.
 *
 * @param state of the whole
 * @param url where people find it
 * @param parts each part
 * @param ledgerKind which network is behind the ledger port
 * @param ledgerHeight number of blocks, if the portal knows it
 * @param pendingSeals seals that are not anchored yet, if the portal knows it
 */
record StatusReport(
        State state,
        String url,
        List<PartState> parts,
        String ledgerKind,
        OptionalLong ledgerHeight,
        OptionalLong pendingSeals) {

    /** Of the whole. */
    enum State {
        /** Everything works. */
        RUNNING,
        /** Something is missing. */
        DEGRADED,
        /** Nothing runs. */
        STOPPED;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Of one part.
     *
     * @param name of the part
     * @param state {@code running}, {@code failing} (it is there but does not do its work) or {@code stopped}
     * @param external whether someone else runs it
     * @param pid its process
     * @param memory bytes that its process holds
     * @param endpoint where it listens
     */
    record PartState(
            String name, String state, boolean external, OptionalLong pid, OptionalLong memory, String endpoint) {}

    StatusReport {
        parts = List.copyOf(parts);
    }

    static StatusReport of(Parts parts) {
        List<PartState> states = parts.all().stream().map(StatusReport::stateOf).toList();
        Optional<PortalHealth> health = parts.portal().health();
        return new StatusReport(
                whole(states, health),
                parts.portal().endpoint(),
                states,
                parts.portal().ledgerKind(),
                health.map(PortalHealth::ledgerHeight).orElse(OptionalLong.empty()),
                health.map(PortalHealth::pendingSeals).orElse(OptionalLong.empty()));
    }

    private static State whole(List<PartState> states, Optional<PortalHealth> health) {
        if (states.stream().allMatch(part -> part.external() || part.state().equals("stopped"))) {
            return State.STOPPED;
        }
        boolean allRun = states.stream().allMatch(part -> part.state().equals("running"));
        boolean up = health.map(PortalHealth::state).filter("UP"::equals).isPresent();
        return allRun && up ? State.RUNNING : State.DEGRADED;
    }

    private static PartState stateOf(Part part) {
        Optional<ProcessHandle> process = part.running();
        boolean there = part.isExternal() || process.isPresent();
        String state = there ? part.answers() ? "running" : "failing" : "stopped";
        OptionalLong pid = process.map(ProcessHandle::pid).map(OptionalLong::of).orElse(OptionalLong.empty());
        return new PartState(part.name(), state, part.isExternal(), pid, part.memory(), part.endpoint());
    }

    JsonObject toJson() {
        JsonArrayBuilder partArray = Json.createArrayBuilder();
        for (PartState part : parts) {
            JsonObjectBuilder object =
                    Json.createObjectBuilder().add("name", part.name()).add("state", part.state());
            add(object, "pid", part.pid());
            add(object, "memory", part.memory());
            object.add("external", part.external());
            partArray.add(object.add("endpoint", part.endpoint()));
        }
        JsonObjectBuilder ledger = Json.createObjectBuilder().add("kind", ledgerKind);
        add(ledger, "height", ledgerHeight);
        add(ledger, "pendingSeals", pendingSeals);
        return Json.createObjectBuilder()
                .add("state", state.text())
                .add("url", url)
                .add("parts", partArray)
                .add("ledger", ledger)
                .build();
    }

    private static void add(JsonObjectBuilder object, String key, OptionalLong number) {
        if (number.isPresent()) {
            object.add(key, number.getAsLong());
        } else {
            object.addNull(key);
        }
    }
}
