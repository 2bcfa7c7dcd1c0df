package org.chartseal.domain.consent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How an actor stands to a patient, as far as it bears on what the actor may read.
 *
 * @param self whether the patient is the actor
 * @param grants of the patient to the actor that were not taken away; whether they hold at the time is still to be asked
 * @param authored the record that is asked for, if the actor signed a version of it or asked for it
 * @param requests by category, the newest request of which the laboratory has work; empty for who is not of the laboratory
 */
record Relation(boolean self, List<AccessGrant> grants, Optional<UUID> authored, Map<RecordCategory, UUID> requests) {

    static final Relation STRANGER = new Relation(false, List.of(), Optional.empty(), Map.of());
    static final Relation SELF = new Relation(true, List.of(), Optional.empty(), Map.of());

    Relation {
        grants = List.copyOf(grants);
        requests = Map.copyOf(requests);
    }
}
