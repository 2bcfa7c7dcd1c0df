package org.chartseal.launcher.installation;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.Optional;

/** Which ledger an installation writes to. Its seals are there, so it keeps that one as long as it lives. */
public sealed interface LedgerChoice {

    /** The ledger of one machine, which the installation runs itself. */
    record Solo() implements LedgerChoice {
        @Override
        public String describe() {
            return "the solo ledger";
        }
    }

    /**
     * The Fabric network of two hospitals on this machine.
     *
     * @param folder where the network is kept
     * @param hospital whose portal this is: A or B
     * @param firstBlock identifies the network that was made there; empty before the first start is done
     */
    record TwoHospitals(Path folder, String hospital, Optional<String> firstBlock) implements LedgerChoice {
        @Override
        public String describe() {
            return "hospital " + hospital + " of the Fabric network in " + folder;
        }
    }

    /**
     * A Fabric network that someone else runs.
     *
     * @param profile how to reach it
     * @param firstBlock identifies its channel; empty before it was reached
     */
    record Profiled(Path profile, Optional<String> firstBlock) implements LedgerChoice {
        @Override
        public String describe() {
            return "the Fabric network of the profile " + profile;
        }
    }

    /** For messages. */
    String describe();

    /** The demo hospital's name: two that share a network are not the same. */
    default String demoName() {
        return this instanceof TwoHospitals two && two.hospital().equals("B")
                ? "Lakeside Hospital"
                : "Riverside Hospital";
    }

    /** The same, once it is known which network it is. */
    default LedgerChoice identified(String block) {
        if (this instanceof TwoHospitals two) {
            return new TwoHospitals(two.folder(), two.hospital(), Optional.of(block));
        }
        return this instanceof Profiled profiled ? new Profiled(profiled.profile(), Optional.of(block)) : this;
    }

    /** As it is kept. */
    default JsonObject toJson() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (this instanceof TwoHospitals two) {
            json.add("kind", "fabric").add("network", two.folder().toString()).add("hospital", two.hospital());
            two.firstBlock().ifPresent(block -> json.add("firstBlock", block));
        } else if (this instanceof Profiled profiled) {
            json.add("kind", "fabric").add("profile", profiled.profile().toString());
            profiled.firstBlock().ifPresent(block -> json.add("firstBlock", block));
        } else {
            json.add("kind", "solo");
        }
        return json.build();
    }

    /** What was kept. */
    static LedgerChoice fromJson(JsonObject json) {
        Optional<String> firstBlock = Optional.ofNullable(json.getString("firstBlock", null));
        if (json.containsKey("network")) {
            return new TwoHospitals(Path.of(json.getString("network")), json.getString("hospital"), firstBlock);
        }
        return json.containsKey("profile") ? new Profiled(Path.of(json.getString("profile")), firstBlock) : new Solo();
    }
}
