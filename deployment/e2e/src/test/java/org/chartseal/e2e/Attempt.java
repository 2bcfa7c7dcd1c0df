package org.chartseal.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One try of a person at an address, and what the rules say must come of it.
 *
 * @param ids by name
 * @param target whose the ids are
 * @param patient whose record it asks for, where it asks for a stranger's by the path
 */
record Attempt(
        Stranger person,
        Endpoint endpoint,
        Target target,
        Map<String, String> ids,
        Expected expected,
        Optional<String> patient) {

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
    private static final List<String> MALFORMED = List.of("x", "1", "%27%20or%201=1", "%00", "..%2f..%2fetc");

    /** Whose what is asked for is. */
    enum Target {
        OWN,
        STRANGERS,
        NOBODYS,
        MALFORMED
    }

    /** What must come of it. */
    enum Expected {
        /** The page, or the next. */
        ALLOWED,
        /** A form that is told what is missing, or that it may not; anything that changes nothing. */
        TRIED,
        /** To sign in first. */
        SIGN_IN,
        /** 403: the page is another role's. */
        OTHERS_PAGE,
        /** 403 or 404, as if there were nothing. */
        REFUSED,
        /** An answer, no failure. */
        ANSWERED,
        /** Not tried: the table says why. */
        SKIPPED
    }

    /** All that the person is to try there: each id in turn one's own, a stranger's, nobody's and none at all. */
    static List<Attempt> all(Stranger person, Endpoint endpoint) {
        List<Attempt> all = new ArrayList<>();
        if (endpoint.ids().isEmpty()) {
            all.add(new Attempt(person, endpoint, Target.OWN, Map.of(), expected(person, endpoint), Optional.empty()));
            return all;
        }
        if (endpoint.ids().stream().allMatch(id -> ownOf(person, id).isPresent())) {
            all.add(new Attempt(
                    person, endpoint, Target.OWN, ids(person, endpoint), expected(person, endpoint), Optional.empty()));
        }
        strangers(person, endpoint).ifPresent(all::add);
        for (Endpoint.Id id : endpoint.ids()) {
            one(person, endpoint, id, Target.STRANGERS, othersOf(person, id)).ifPresent(all::add);
            one(person, endpoint, id, Target.NOBODYS, Optional.of(nobodys(id.kind())))
                    .ifPresent(all::add);
            for (String malformed : MALFORMED) {
                one(person, endpoint, id, Target.MALFORMED, Optional.of(malformed))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** With every id a stranger's. */
    private static Optional<Attempt> strangers(Stranger person, Endpoint endpoint) {
        Map<String, String> ids = new HashMap<>();
        for (Endpoint.Id id : endpoint.ids()) {
            othersOf(person, id).ifPresent(others -> ids.put(id.name(), others));
        }
        if (ids.size() < endpoint.ids().size()) {
            return Optional.empty();
        }
        return endpoint.ids().size() == 1
                ? Optional.empty()
                : Optional.of(attempt(person, endpoint, endpoint.ids().get(0), Target.STRANGERS, ids));
    }

    /** With one id another, and the rest as the person may have them. */
    private static Optional<Attempt> one(
            Stranger person, Endpoint endpoint, Endpoint.Id id, Target target, Optional<String> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> ids = ids(person, endpoint);
        ids.put(id.name(), value.get());
        return endpoint.ids().stream()
                        .anyMatch(other -> other.place() == Endpoint.Place.PATH && !ids.containsKey(other.name()))
                ? Optional.empty()
                : Optional.of(attempt(person, endpoint, id, target, ids));
    }

    private static Attempt attempt(
            Stranger person, Endpoint endpoint, Endpoint.Id id, Target target, Map<String, String> ids) {
        Expected expected = expected(person, endpoint, id, target);
        Optional<String> patient = Optional.ofNullable(person.patients().get(id.kind()))
                .filter(stranger -> target == Target.STRANGERS && endpoint.isWayIn(id));
        return new Attempt(person, endpoint, target, ids, expected, patient);
    }

    private static Expected expected(Stranger person, Endpoint endpoint, Endpoint.Id id, Target target) {
        Expected own = expected(person, endpoint);
        if (own == Expected.REFUSED) {
            return target == Target.MALFORMED ? Expected.ANSWERED : own;
        }
        if (own == Expected.SIGN_IN || own == Expected.OTHERS_PAGE) {
            return own;
        }
        if (id.idle() || id.place() != Endpoint.Place.PATH || target == Target.MALFORMED) {
            return own == Expected.SKIPPED ? own : Expected.ANSWERED;
        }
        if (target == Target.NOBODYS) {
            return id.begins() ? Expected.SKIPPED : Expected.REFUSED;
        }
        return person.worksForAll(id) ? own : Expected.REFUSED;
    }

    /** Of ids that are the person's own; who is no one's patient or doctor takes others'. */
    private static Map<String, String> ids(Stranger person, Endpoint endpoint) {
        Map<String, String> ids = new HashMap<>();
        for (Endpoint.Id id : endpoint.ids()) {
            ownOf(person, id).or(() -> othersOf(person, id)).ifPresent(value -> ids.put(id.name(), value));
        }
        return ids;
    }

    private static Optional<String> ownOf(Stranger person, Endpoint.Id id) {
        return Optional.ofNullable(person.own().get(id.kind()));
    }

    private static Optional<String> othersOf(Stranger person, Endpoint.Id id) {
        return Optional.ofNullable(person.others().get(id.kind()));
    }

    private static String nobodys(String kind) {
        return kind.equals("seal") ? NOBODY + ".1" : NOBODY;
    }

    private static Expected expected(Stranger person, Endpoint endpoint) {
        if (endpoint.who().contains(Endpoint.EVERYONE)) {
            return endpoint.skip().isPresent() ? Expected.SKIPPED : Expected.ALLOWED;
        }
        if (person.account().isEmpty()) {
            return Expected.SIGN_IN;
        }
        if (!endpoint.isFor(person.role())) {
            return endpoint.isInAnothersTree(person.role()) ? Expected.OTHERS_PAGE : Expected.REFUSED;
        }
        if (endpoint.skip().isPresent()) {
            return Expected.SKIPPED;
        }
        return endpoint.verb().equals("GET") ? Expected.ALLOWED : Expected.TRIED;
    }

    Endpoint.Request request() {
        return endpoint.with(ids);
    }

    /** Whether the answer may say something of a patient to whom the person has nothing to do. */
    boolean mayTellOfOthers() {
        return (expected == Expected.ALLOWED || expected == Expected.TRIED || expected == Expected.ANSWERED)
                && endpoint.isFor(person.role())
                && (endpoint.forAny().contains(person.role())
                        || endpoint.ids().stream().anyMatch(person::worksForAll)
                        || switch (person.role()) {
                            case "reception", "lab", "auditor" -> true;
                            default -> false;
                        });
    }

    @Override
    public String toString() {
        return person.account() + " " + request().verb() + " " + request().path() + " (" + target + ", " + expected
                + ")";
    }
}
