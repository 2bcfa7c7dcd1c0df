package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every role at every address of the portal, for what is their own, a stranger's, nobody's and no id at all: what comes of
 * it is what {@code endpoints.txt} says. The system properties {@code chartseal.attempts} and {@code chartseal.seed} set how
 * many tries are made at random, and which.
 */
@Journey
class EndpointMatrixIT {

    private static final int THREADS = 4;
    private static final Map<String, String> PEOPLE = new LinkedHashMap<>();

    static {
        PEOPLE.put("", "nobody");
        PEOPLE.put("reception", "reception");
        PEOPLE.put("doctor", "doctor");
        PEOPLE.put("doctor2", "doctor");
        PEOPLE.put("labtech", "lab");
        PEOPLE.put("labscientist", "lab");
        PEOPLE.put("patient", "patient");
        PEOPLE.put("patient2", "patient");
        PEOPLE.put("insurer", "insurer");
        PEOPLE.put("researcher", "research");
        PEOPLE.put("admin", "admin");
        PEOPLE.put("auditor", "auditor");
    }

    private final List<String> wrong = new ArrayList<>();

    @Test
    void everyDeployedAddressStandsInTheTable() {
        List<String> listed = Endpoint.table().stream().map(Endpoint::name).toList();
        assertThat(new TreeSet<>(listed)).hasSameSizeAs(listed).isEqualTo(new TreeSet<>(DeployedEndpoints.all()));
    }

    @Test
    void everyAddressAnswersEveryRoleAsTheRulesSay(Portal portal) throws Exception {
        try (HospitalRecords records = new HospitalRecords(portal.installation().settings());
                Desks desks = new Desks(portal)) {
            anEmergency(desks, records);
            List<Stranger> people = people(records);
            Set<String> patients = people.stream()
                    .flatMap(person -> person.patients().values().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            Map<String, String> before = states(patients, records);
            Map<String, Integer> tried = new TreeMap<>();
            for (Stranger person : people) {
                Map<String, Answer> answers = new HashMap<>();
                for (Endpoint endpoint : Endpoint.table()) {
                    for (Attempt attempt : Attempt.all(person, endpoint)) {
                        tried.merge(attempt.expected().toString(), 1, Integer::sum);
                        if (attempt.expected() != Attempt.Expected.SKIPPED) {
                            look(attempt, desks, records, answers);
                        }
                    }
                }
            }
            System.out.println("Tried: " + tried);
            assertThat(wrong).as("answers that are not what the rules say").isEmpty();
            assertThat(states(patients, records).entrySet())
                    .as("what the records of strangers hold")
                    .isSubsetOf(before.entrySet());
            assertThat(tried.get("REFUSED")).isGreaterThan(300);
            assertThat(tried.get("ALLOWED")).isGreaterThan(100);
        }
    }

    @Test
    void triesAtRandomOnStrangersRecordsLeakNothing(Portal portal) throws Exception {
        int attempts = Integer.getInteger("chartseal.attempts", 4_000);
        long seed = Long.getLong("chartseal.seed", System.nanoTime());
        System.out.println("Seed " + seed + ", " + attempts + " attempts");
        try (HospitalRecords records = new HospitalRecords(portal.installation().settings());
                Desks desks = new Desks(portal)) {
            List<Attempt> all = people(records).stream()
                    .flatMap(person ->
                            Endpoint.table().stream().flatMap(endpoint -> Attempt.all(person, endpoint).stream()))
                    .filter(attempt -> attempt.target() == Attempt.Target.STRANGERS && !attempt.mayTellOfOthers())
                    .filter(attempt -> attempt.expected() != Attempt.Expected.SKIPPED)
                    .toList();
            assertThat(all).hasSizeGreaterThan(300);
            Random random = new Random(seed);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<Optional<String>>> answers = new ArrayList<>();
            for (int each = 0; each < attempts; each++) {
                Attempt attempt = all.get(random.nextInt(all.size()));
                Callable<Optional<String>> tryIt = () -> fault(attempt, desks.send(attempt));
                answers.add(threads.submit(tryIt));
            }
            for (Future<Optional<String>> answer : answers) {
                answer.get().ifPresent(wrong::add);
            }
            threads.shutdown();
        }
        assertThat(wrong).as("seed " + seed).isEmpty();
    }

    /** Without one there would be no id of an emergency to try. */
    private static void anEmergency(Desks desks, HospitalRecords records) throws Exception {
        Set<String> known = new HashSet<>(records.related("doctor"));
        known.addAll(records.related("doctor2"));
        String stranger = records.richest().stream()
                .filter(patient -> !known.contains(patient))
                .findFirst()
                .orElseThrow();
        HttpResponse<String> opened = desks.of("doctor2")
                .post(
                        "/doctor/emergency/patients/" + stranger,
                        Map.of("reason", "Found unconscious in the yard", "minutes", "1"));
        assertThat(opened.statusCode()).isEqualTo(303);
    }

    private static List<Stranger> people(HospitalRecords records) throws SQLException {
        List<Stranger> people = new ArrayList<>();
        for (Map.Entry<String, String> person : PEOPLE.entrySet()) {
            people.add(Stranger.of(person.getKey(), person.getValue(), records));
        }
        return people;
    }

    private static Map<String, String> states(Set<String> patients, HospitalRecords records) throws SQLException {
        Map<String, String> states = new TreeMap<>();
        for (String patient : patients) {
            records.state(patient).forEach((table, figure) -> states.put(patient + " " + table, figure));
        }
        return states;
    }

    private record Answer(int status, String body) {}

    private void look(Attempt attempt, Desks desks, HospitalRecords records, Map<String, Answer> answers)
            throws SQLException, IOException, InterruptedException {
        String account = attempt.person().account();
        boolean kept = attempt.expected() == Attempt.Expected.REFUSED
                && attempt.patient().isPresent()
                && attempt.endpoint().isFor(attempt.person().role());
        long before = kept ? records.refused(account, attempt.patient().get()) : 0;
        HttpResponse<String> answer = desks.send(attempt);
        fault(attempt, answer).ifPresent(wrong::add);
        if (kept && records.refused(account, attempt.patient().get()) <= before) {
            wrong.add(attempt + " is not kept in the access log");
        }
        alike(attempt, answer, answers);
    }

    /** Nobody's answers like a stranger's; to a doctor only for patients, as the page on security says. */
    private void alike(Attempt attempt, HttpResponse<String> answer, Map<String, Answer> answers) {
        boolean single = attempt.endpoint().ids().size() == 1;
        boolean compared = single
                && attempt.target() != Attempt.Target.MALFORMED
                && attempt.expected() == Attempt.Expected.REFUSED
                && (!attempt.person().role().equals("doctor")
                        || attempt.endpoint().ids().get(0).kind().equals("patient"));
        if (!compared) {
            return;
        }
        Answer now = new Answer(answer.statusCode(), withoutIds(answer.body()));
        Answer other = answers.putIfAbsent(attempt.endpoint().name(), now);
        if (other != null && !other.equals(now)) {
            wrong.add(attempt + " tells whether it exists: " + other.status() + " and " + now.status());
        }
    }

    private static String withoutIds(String body) {
        return body.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\\.\\d+)?", "id")
                .replaceAll("content=\"[A-Za-z0-9_=-]{20,}\"|value=\"[A-Za-z0-9_=-]{20,}\"", "token");
    }

    private static Optional<String> fault(Attempt attempt, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (!isExpected(attempt, answer)) {
            return Optional.of(attempt + " answers " + status);
        }
        return attempt.mayTellOfOthers()
                ? Optional.empty()
                : attempt.person().secrets().stream()
                        .filter(secret -> tells(answer.body(), secret))
                        .findFirst()
                        .map(secret -> attempt + " answers " + status + " and tells: " + secret);
    }

    private static boolean tells(String body, String secret) {
        return body.contains(secret)
                || body.contains(secret.replace("&", "&amp;").replace("'", "&#39;"));
    }

    private static boolean isExpected(Attempt attempt, HttpResponse<String> answer) {
        int status = answer.statusCode();
        String location = answer.headers().firstValue("Location").orElse("");
        return switch (attempt.expected()) {
            case ALLOWED -> status == 200 || ((status == 303 || status == 302) && !location.contains("/realms/"));
            case SIGN_IN -> status == 403 || status == 401 || (status == 302 && location.contains("/realms/"));
            case OTHERS_PAGE -> status == 403;
            case REFUSED -> status == 403 || status == 404;
            case TRIED, ANSWERED -> status < 500 && !location.contains("/realms/");
            case SKIPPED -> false;
        };
    }

    /** Everyone's session. */
    private static final class Desks implements AutoCloseable {

        private final Map<String, HttpDesk> desks = new HashMap<>();
        private final Map<String, String> tokens = new HashMap<>();

        Desks(Portal portal) {
            for (String account : PEOPLE.keySet()) {
                try (Visit visit = account.isEmpty() ? portal.visit() : portal.signIn(account)) {
                    desks.put(
                            account,
                            new HttpDesk(
                                    portal.installation().address(),
                                    visit.page().context()));
                    tokens.put(
                            account,
                            account.isEmpty()
                                    ? ""
                                    : visit.page()
                                            .locator("meta[name=form-token]")
                                            .getAttribute("content"));
                }
            }
        }

        Poster of(String account) {
            return (path, fields) -> post(account, path, fields);
        }

        private interface Poster {
            HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException;
        }

        private HttpResponse<String> post(String account, String path, Map<String, String> fields)
                throws IOException, InterruptedException {
            Map<String, String> form = new HashMap<>(fields);
            form.put("_token", tokens.get(account));
            return desk(account).post(path, form);
        }

        private HttpDesk desk(String account) {
            return Objects.requireNonNull(desks.get(account));
        }

        HttpResponse<String> send(Attempt attempt) throws IOException, InterruptedException {
            Endpoint.Request request = attempt.request();
            String account = attempt.person().account();
            return request.verb().equals("POST")
                    ? post(account, request.path(), request.fields())
                    : desk(account).get(request.path());
        }

        @Override
        public void close() {
            desks.clear();
        }
    }
}
