package org.chartseal.web.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.domain.people.Role;

/** The few places of each role, in the order of the day; the first one of the first role is home. */
public final class Places {

    private static final Place LEDGER = place("/ledger", "place.ledger", "box");

    private Places() {}

    private static Place place(String path, String key, String icon) {
        return new Place(path, key, icon, false);
    }

    private static List<Place> own(Role role) {
        return switch (role) {
            case RECEPTIONIST ->
                List.of(
                        place("/reception", "place.calendar", "calendar3"),
                        place("/reception/queue", "place.queue", "people"),
                        place("/reception/patients", "place.patients", "person-vcard"));
            case DOCTOR ->
                List.of(
                        place("/doctor", "place.today", "calendar-day"),
                        place("/doctor/patients", "place.patients", "person-vcard"),
                        place("/doctor/emergency", "place.emergency", "exclamation-octagon"),
                        place("/doctor/reviews", "place.reviews", "clipboard-check"));
            case LAB_TECHNICIAN, LAB_SCIENTIST -> List.of(place("/lab", "place.worklist", "list-check"));
            case PATIENT ->
                List.of(
                        place("/patient", "place.home", "house"),
                        place("/patient/appointments", "place.appointments", "calendar3"),
                        place("/patient/prescriptions", "place.prescriptions", "capsule"),
                        place("/patient/results", "place.results", "graph-up"),
                        place("/patient/access", "place.access", "shield-lock"));
            case INSURER -> List.of(place("/insurer", "place.insurer", "file-earmark-check"));
            case RESEARCHER -> List.of(place("/research", "place.research", "clipboard2-data"));
            case ADMINISTRATOR -> List.of(place("/admin", "place.practitioners", "person-badge"));
            case AUDITOR ->
                List.of(
                        place("/audit", "place.reads", "eye"),
                        place("/audit/emergencies", "place.emergencies", "exclamation-octagon"),
                        place("/audit/questions", "place.questions", "chat-left-text"),
                        place("/audit/erasures", "place.erasures", "eraser"),
                        place("/audit/integrity", "place.integrity", "shield-check"));
        };
    }

    /** The page a person comes to after sign-in; the portal's root for one without a role. */
    public static String home(Set<Role> roles) {
        return roles.stream()
                .min(Comparator.naturalOrder())
                .map(role -> own(role).get(0).path())
                .orElse("/");
    }

    /** The places of these roles; the one with the longest path that the request's path goes on from is current. */
    static List<Place> of(Set<Role> roles, String requested) {
        Map<String, Place> places = new LinkedHashMap<>();
        roles.stream().sorted().flatMap(role -> own(role).stream()).forEach(place -> places.put(place.path(), place));
        if (!roles.isEmpty() && !roles.equals(Set.of(Role.PATIENT))) {
            places.put(LEDGER.path(), LEDGER);
        }
        String current = places.keySet().stream()
                .filter(path -> requested.equals(path) || requested.startsWith(path + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        List<Place> marked = new ArrayList<>();
        places.values()
                .forEach(place -> marked.add(new Place(
                        place.path(), place.key(), place.icon(), place.path().equals(current))));
        return marked;
    }
}
