package org.chartseal.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An address of the portal, and what the rules say of it: a line of {@code endpoints.txt}.
 *
 * @param who whom its page is for: {@code everyone}, {@code signed-in}, or roles
 * @param forAny the roles whom it tells of any patient
 * @param ids that it takes
 * @param fields what else a form needs to be looked at
 * @param skip why it is not tried where it is allowed; empty when it is
 */
record Endpoint(
        String verb,
        String address,
        Set<String> who,
        Set<String> forAny,
        List<Id> ids,
        Map<String, String> fields,
        Optional<String> skip) {

    static final String EVERYONE = "everyone";
    static final String SIGNED_IN = "signed-in";

    /** Whose page trees these are; another role's pages are refused before anything is looked up. */
    private static final Map<String, Set<String>> TREES = Map.of(
            "reception", Set.of("reception"),
            "doctor", Set.of("doctor"),
            "patients", Set.of("doctor", "reception"),
            "lab", Set.of("lab"),
            "patient", Set.of("patient"),
            "insurer", Set.of("insurer"),
            "research", Set.of("research"),
            "admin", Set.of("admin"),
            "audit", Set.of("auditor"));

    /** Where an id stands. */
    enum Place {
        PATH,
        QUERY,
        FORM
    }

    /**
     * An id that the address takes.
     *
     * @param kind what it names, for example {@code note}
     * @param forAny whether the roles may ask for any patient's
     * @param nobodys whether it names something that is no patient's
     * @param idle whether it plays no part in what is answered
     * @param begins whether one that there is not yet begins something new
     * @param wayIn whether the record is looked up by it, though the path names a patient
     */
    record Id(
            Place place,
            String name,
            String kind,
            boolean forAny,
            boolean nobodys,
            boolean idle,
            boolean begins,
            boolean wayIn) {

        private static Id parse(String text) {
            String[] parts = text.split("=", 2);
            Place place = parts[0].startsWith("?") ? Place.QUERY : parts[0].startsWith("+") ? Place.FORM : Place.PATH;
            return new Id(
                    place,
                    place == Place.PATH ? parts[0] : parts[0].substring(1),
                    parts[1].replaceAll("[!~*+^]$", ""),
                    parts[1].endsWith("!"),
                    parts[1].endsWith("~"),
                    parts[1].endsWith("*"),
                    parts[1].endsWith("+"),
                    parts[1].endsWith("^"));
        }
    }

    /** A request for it. */
    record Request(String verb, String path, Map<String, String> fields) {}

    /** All lines of the table. */
    static List<Endpoint> table() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Endpoint.class.getResourceAsStream("endpoints.txt")), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Endpoint::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Endpoint parse(String line) {
        String[] columns = line.split("\\|", -1);
        String[] name = columns[0].strip().split(" ", 2);
        return new Endpoint(
                name[0],
                name[1],
                words(columns[1]).stream().map(role -> role.replace("!", "")).collect(Collectors.toUnmodifiableSet()),
                words(columns[1]).stream()
                        .filter(role -> role.endsWith("!"))
                        .map(role -> role.replace("!", ""))
                        .collect(Collectors.toUnmodifiableSet()),
                words(columns[2]).stream()
                        .filter(word -> word.contains("="))
                        .map(Id::parse)
                        .toList(),
                words(columns[2]).stream()
                        .filter(word -> word.contains(":"))
                        .map(word -> word.split(":", 2))
                        .collect(Collectors.toUnmodifiableMap(field -> field[0], field -> field[1])),
                Optional.of(columns[3].strip())
                        .filter(text -> text.startsWith("skip: "))
                        .map(text -> text.substring("skip: ".length())));
    }

    private static List<String> words(String column) {
        return Arrays.stream(column.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    String name() {
        return verb + " " + address;
    }

    boolean isFor(String role) {
        return who.contains(EVERYONE) || who.contains(SIGNED_IN) || who.contains(role);
    }

    /** Whether the page tree is another role's. */
    boolean isInAnothersTree(String role) {
        return Optional.ofNullable(TREES.get(address.split("/", -1)[1]))
                .filter(roles -> !roles.contains(role))
                .isPresent();
    }

    /** Whether the id says whose record is opened: the patient's, where one stands in the path, or else the record's. */
    boolean isWayIn(Id id) {
        return id.place() == Place.PATH
                && ids.stream()
                        .filter(other -> other.place() == Place.PATH)
                        .min(Comparator.comparing((Id other) -> !other.wayIn())
                                .thenComparing(other -> !other.kind().equals("patient")))
                        .filter(id::equals)
                        .isPresent();
    }

    /** With these ids by their names; one that is missing is left out of query and form. */
    Request with(Map<String, String> values) {
        String path = address.replace("{channel}", "").replace("{number}", "0").replace("{deed}", "check-in");
        Map<String, String> sent = new HashMap<>(fields);
        for (Id id : ids) {
            String value = values.get(id.name());
            if (value == null) {
                continue;
            }
            switch (id.place()) {
                case PATH -> path = path.replace("{" + id.name() + "}", value);
                case QUERY -> path += (path.contains("?") ? "&" : "?") + id.name() + "=" + value;
                case FORM -> sent.put(id.name(), value);
            }
        }
        return new Request(verb, path, sent);
    }

    @Override
    public String toString() {
        return name() + " for " + who.stream().sorted().collect(Collectors.joining(", "));
    }
}
