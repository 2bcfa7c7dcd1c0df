package org.chartseal.domain.consent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.PatientId;

/**
 * How an actor stands to a patient, as far as it bears on what the actor may open.
 *
 * @param self whether the patient is the actor
 * @param grants of the patient to the actor, or to whom the actor works for, that were not taken away; whether they are on the
 *     ledger and hold at the time is still to be asked
 * @param authored the record that is asked for, if the actor signed a version of it or asked for it
 * @param requests by category, the newest request of which the laboratory has work; empty for who is not of the laboratory
 * @param visit to the actor that is booked, or was the day before at most; looked for only where appointments are asked for
 * @param emergency that the actor declared and that is not over
 * @param finding whether the record that is asked for does not verify, as far as is known
 * @param suspended whether the actor is a practitioner whose licence the hospital suspended
 */
record Relation(
        boolean self,
        List<Grant> grants,
        Optional<UUID> authored,
        Map<RecordCategory, UUID> requests,
        Optional<UUID> visit,
        Optional<Emergency> emergency,
        boolean finding,
        boolean suspended) {

    static final Relation STRANGER = new Relation(
            false, List.of(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), false, false);
    static final Relation OF_SUSPENDED =
            new Relation(false, List.of(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), false, true);
    static final Relation SELF =
            new Relation(true, List.of(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), false, false);

    Relation {
        grants = List.copyOf(grants);
        requests = Map.copyOf(requests);
    }

    /**
     * A grant, with what the ledger says of it.
     *
     * @param until when it ends, exclusive: by its period, or earlier because the patient comes of age
     * @param onLedger whether it is committed there; until then it opens nothing
     */
    record Grant(UUID id, Permission permission, Instant until, boolean onLedger) {}

    /** An open access in an emergency. */
    record Emergency(UUID id, PatientId patient, Instant until) {}

    Relation withGrants(List<Grant> some) {
        return new Relation(self, some, authored, requests, visit, emergency, finding, suspended);
    }

    Relation withAuthored(UUID record) {
        return new Relation(self, grants, Optional.of(record), requests, visit, emergency, finding, suspended);
    }

    Relation withRequests(Map<RecordCategory, UUID> some) {
        return new Relation(self, grants, authored, some, visit, emergency, finding, suspended);
    }

    Relation withVisit(UUID booked) {
        return new Relation(self, grants, authored, requests, Optional.of(booked), emergency, finding, suspended);
    }

    Relation withEmergency(Emergency open) {
        return new Relation(self, grants, authored, requests, visit, Optional.of(open), finding, suspended);
    }

    Relation withFinding() {
        return new Relation(self, grants, authored, requests, visit, emergency, true, suspended);
    }
}
