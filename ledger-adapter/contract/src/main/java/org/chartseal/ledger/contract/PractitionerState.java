package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * A practitioner as the ledger holds them.
 *
 * @param organisation MSP id of the one organisation that may change this and anchor for them
 * @param suspensions in order; only the last may be open
 */
record PractitionerState(
        String practitioner,
        String organisation,
        KeyHistory keys,
        Optional<Instant> licensedUntil,
        List<Suspension> suspensions) {

    /** A time in which the practitioner may not sign. */
    record Suspension(Instant from, Optional<Instant> until) {

        boolean covers(Instant moment) {
            return !moment.isBefore(from) && until.map(moment::isBefore).orElse(true);
        }
    }

    PractitionerState {
        suspensions = List.copyOf(suspensions);
    }

    boolean suspended() {
        return !suspensions.isEmpty()
                && suspensions.get(suspensions.size() - 1).until().isEmpty();
    }

    /** Why what the practitioner signed then does not count now, if it does not. */
    Optional<RefusalCode> refusalOf(Instant signedAt, Instant now) {
        if (signedAt.isAfter(now.plus(LedgerNames.CLOCK_TOLERANCE))) {
            return Optional.of(RefusalCode.SIGNED_IN_FUTURE);
        }
        if (licensedUntil.isEmpty()) {
            return Optional.of(RefusalCode.PRACTITIONER_NOT_VERIFIED);
        }
        if (!signedAt.isBefore(licensedUntil.get())) {
            return Optional.of(RefusalCode.LICENCE_EXPIRED);
        }
        boolean suspended = suspensions.stream().anyMatch(suspension -> suspension.covers(signedAt));
        return suspended ? Optional.of(RefusalCode.PRACTITIONER_SUSPENDED) : Optional.empty();
    }

    PractitionerState with(KeyHistory otherKeys) {
        return new PractitionerState(practitioner, organisation, otherKeys, licensedUntil, suspensions);
    }

    PractitionerState verified(Instant until, Instant at) {
        List<Suspension> closed = new ArrayList<>(suspensions);
        if (suspended()) {
            Suspension last = closed.remove(closed.size() - 1);
            closed.add(new Suspension(last.from(), Optional.of(at)));
        }
        return new PractitionerState(practitioner, organisation, keys, Optional.of(until), closed);
    }

    PractitionerState suspend(Instant at) {
        List<Suspension> opened = new ArrayList<>(suspensions);
        opened.add(new Suspension(at, Optional.empty()));
        return new PractitionerState(practitioner, organisation, keys, licensedUntil, opened);
    }

    static PractitionerState of(JSONObject json) {
        List<Suspension> suspensions = new ArrayList<>();
        for (Object item : json.getJSONArray("suspensions")) {
            JSONObject suspension = (JSONObject) item;
            suspensions.add(
                    new Suspension(Instant.parse(suspension.getString("from")), optionalMoment(suspension, "until")));
        }
        return new PractitionerState(
                json.getString("practitioner"),
                json.getString("organisation"),
                KeyHistory.readOwn(json),
                optionalMoment(json, "licensedUntil"),
                suspensions);
    }

    JSONObject json() {
        JSONArray periods = new JSONArray();
        for (Suspension suspension : suspensions) {
            JSONObject period = new JSONObject().put("from", Members.text(suspension.from()));
            suspension.until().ifPresent(until -> period.put("until", Members.text(until)));
            periods.put(period);
        }
        JSONObject json = new JSONObject()
                .put("organisation", organisation)
                .put("practitioner", practitioner)
                .put("state", stateName())
                .put("suspensions", periods);
        keys.putInto(json);
        licensedUntil.ifPresent(until -> json.put("licensedUntil", Members.text(until)));
        return json;
    }

    private String stateName() {
        if (suspended()) {
            return "SUSPENDED";
        }
        return licensedUntil.isPresent() ? "VERIFIED" : "REGISTERED";
    }

    private static Optional<Instant> optionalMoment(JSONObject json, String name) {
        return json.has(name) ? Optional.of(Instant.parse(json.getString(name))) : Optional.empty();
    }
}
