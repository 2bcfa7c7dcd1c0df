package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessCases.Case;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every role, standing in every relation to a patient, asks for every category and purpose, with and without a single record.
 * What must come out is written here from the rules, once more and without the code that decides.
 */
class AccessMatrixIT {

    private static final int ATTEMPTS = 100_000;
    private static final Clock CLOCK = Clock.fixed(TestPeople.NOW, ZoneOffset.UTC);

    private static final PractitionerId OSEI = new PractitionerId(TestPeople.id("practitioner Osei"));
    private static final PatientId PROXY = new PatientId(TestPeople.id("patient The Proxy"));
    private static final PractitionerId LIND = new PractitionerId(TestPeople.id("practitioner Lind"));

    private enum Asker {
        OSEI,
        LIND,
        DOCTOR_WITHOUT_PRACTITIONER,
        OSEI_AS_TECHNICIAN,
        TECHNICIAN,
        SCIENTIST,
        THE_PATIENT,
        ANOTHER_PATIENT,
        THE_PATIENT_WITHOUT_THE_ROLE,
        RECEPTIONIST,
        THE_PROXY,
        THE_PROXY_WITHOUT_THE_ROLE,
        INSURER,
        ANOTHER_INSURER,
        RESEARCHER,
        ANOTHER_RESEARCHER,
        ADMINISTRATOR,
        AUDITOR,
        NOBODY;

        Actor actor(Case one) {
            return switch (this) {
                case OSEI -> Actor.practitioner("osei", Role.DOCTOR, AccessMatrixIT.OSEI);
                case LIND -> Actor.practitioner("lind", Role.DOCTOR, AccessMatrixIT.LIND);
                case DOCTOR_WITHOUT_PRACTITIONER -> Actor.staff("ghost", Role.DOCTOR);
                case OSEI_AS_TECHNICIAN -> Actor.practitioner("osei", Role.LAB_TECHNICIAN, AccessMatrixIT.OSEI);
                case TECHNICIAN -> Actor.staff("labtech", Role.LAB_TECHNICIAN);
                case SCIENTIST -> Actor.staff("labscientist", Role.LAB_SCIENTIST);
                case THE_PATIENT -> Actor.patient("patient", new PatientId(one.patient()));
                case ANOTHER_PATIENT -> Actor.patient("patient2", new PatientId(TestPeople.id("someone else")));
                case THE_PATIENT_WITHOUT_THE_ROLE ->
                    new Actor(
                            new Account("patient"),
                            Set.of(Role.INSURER),
                            Optional.of(new PatientId(one.patient())),
                            Optional.empty());
                case RECEPTIONIST -> Actor.staff("reception", Role.RECEPTIONIST);
                case THE_PROXY -> Actor.patient("proxy", AccessMatrixIT.PROXY);
                case THE_PROXY_WITHOUT_THE_ROLE ->
                    new Actor(
                            new Account("proxy"),
                            Set.of(Role.RECEPTIONIST),
                            Optional.of(AccessMatrixIT.PROXY),
                            Optional.empty());
                case INSURER -> Actor.staff("insurer", Role.INSURER);
                case ANOTHER_INSURER -> Actor.staff("insurer2", Role.INSURER);
                case RESEARCHER -> Actor.staff("researcher", Role.RESEARCHER);
                case ANOTHER_RESEARCHER -> Actor.staff("researcher2", Role.RESEARCHER);
                case ADMINISTRATOR -> Actor.staff("admin", Role.ADMINISTRATOR);
                case AUDITOR -> Actor.staff("auditor", Role.AUDITOR);
                case NOBODY -> new Actor(new Account("nobody"), Set.of(), Optional.empty(), Optional.empty());
            };
        }
    }

    private static TestDatabase database;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        database.transact(AccessCases::fill);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** The rules, written once more. */
    private static Optional<Basis> expected(
            Asker asker, Case one, RecordCategory category, Purpose purpose, boolean theRecord) {
        boolean sensitive = EnumSet.of(
                        RecordCategory.MENTAL_HEALTH,
                        RecordCategory.REPRODUCTIVE_HEALTH,
                        RecordCategory.GENETICS,
                        RecordCategory.CLAIMS)
                .contains(category);
        return switch (asker) {
            case THE_PATIENT -> Optional.of(Basis.SELF);
            case OSEI -> treating(one, category, purpose, theRecord, sensitive);
            case RECEPTIONIST, THE_PROXY_WITHOUT_THE_ROLE ->
                when(
                        purpose == Purpose.ADMINISTRATION
                                && (category == RecordCategory.DEMOGRAPHICS || category == RecordCategory.APPOINTMENTS),
                        Basis.RECEPTION);
            case AUDITOR -> auditing(one, category, purpose, theRecord);
            case TECHNICIAN, SCIENTIST, OSEI_AS_TECHNICIAN ->
                when(purpose == Purpose.TREATMENT && isOnTheBench(one, category), Basis.LABORATORY);
            case THE_PROXY ->
                when(one == Case.GRANT_TO_PROXY && purpose == Purpose.TREATMENT && !sensitive, Basis.PROXY);
            case INSURER ->
                when(purpose == Purpose.CLAIMS && isReleased(one, category, theRecord, sensitive), Basis.GRANT);
            case RESEARCHER ->
                when(one == Case.GRANT_TO_STUDY && purpose == Purpose.RESEARCH && !sensitive, Basis.GRANT);
            case LIND,
                    DOCTOR_WITHOUT_PRACTITIONER,
                    ANOTHER_PATIENT,
                    THE_PATIENT_WITHOUT_THE_ROLE,
                    ANOTHER_INSURER,
                    ANOTHER_RESEARCHER,
                    ADMINISTRATOR,
                    NOBODY -> Optional.empty();
        };
    }

    private static Optional<Basis> auditing(Case one, RecordCategory category, Purpose purpose, boolean theRecord) {
        boolean administration = purpose == Purpose.ADMINISTRATION;
        return category == RecordCategory.DEMOGRAPHICS
                ? when(administration, Basis.AUDIT)
                : when(administration && one == Case.FOUND_WRONG && theRecord, Basis.INTEGRITY);
    }

    private static Optional<Basis> treating(
            Case one, RecordCategory category, Purpose purpose, boolean theRecord, boolean sensitive) {
        boolean treatment = purpose == Purpose.TREATMENT;
        return switch (one) {
            case GRANT_ALL, GRANT_TO_DEPARTMENT -> when(treatment && !sensitive, Basis.GRANT);
            case VISIT -> when(treatment && !sensitive, Basis.APPOINTMENT);
            case VISIT_WITHOUT_GRANT -> when(treatment && category == RecordCategory.APPOINTMENTS, Basis.AUTHOR);
            case GRANT_NOTES -> when(treatment && category == RecordCategory.NOTES, Basis.GRANT);
            case GRANT_MENTAL_HEALTH -> when(treatment && category == RecordCategory.MENTAL_HEALTH, Basis.GRANT);
            case GRANT_OF_ONE_NOTE ->
                when(
                        treatment
                                && (category == RecordCategory.DEMOGRAPHICS
                                        || (category == RecordCategory.NOTES && theRecord)),
                        Basis.GRANT);
            case AUTHORED, ASKED -> when(treatment && theRecord, Basis.AUTHOR);
            case EMERGENCY -> when(treatment && category != RecordCategory.CLAIMS, Basis.EMERGENCY);
            case CLAIM_DRAFTED -> when(treatment && theRecord, Basis.AUTHOR);
            case GRANT_CLAIMS_TO_DOCTOR -> when(treatment && category == RecordCategory.CLAIMS, Basis.GRANT);
            case NONE,
                    GRANT_TO_INSURER,
                    GRANT_CLAIMS_TO_INSURER,
                    GRANT_OF_ONE_CLAIM,
                    GRANT_TO_STUDY,
                    GRANT_TO_PROXY,
                    VISIT_WITHOUT_GRANT_LAST_WEEK,
                    VISIT_CANCELLED,
                    GRANT_NOT_ON_LEDGER,
                    GRANT_RUN_OUT,
                    GRANT_NOT_YET,
                    GRANT_REVOKED,
                    GRANT_REVOKED_ON_LEDGER,
                    LAB_REQUEST,
                    LAB_REQUEST_GENETICS,
                    LAB_REQUEST_CANCELLED,
                    EMERGENCY_OVER,
                    EMERGENCY_NOT_ANCHORED,
                    FOUND_WRONG,
                    FOUND_RIGHT_AGAIN -> Optional.empty();
        };
    }

    /** Claims open by a grant that names them, or one of them, and by no grant for everything. */
    private static boolean isReleased(Case one, RecordCategory category, boolean theRecord, boolean sensitive) {
        return switch (one) {
            case GRANT_TO_INSURER -> !sensitive;
            case GRANT_CLAIMS_TO_INSURER -> category == RecordCategory.CLAIMS;
            case GRANT_OF_ONE_CLAIM ->
                category == RecordCategory.DEMOGRAPHICS || (category == RecordCategory.CLAIMS && theRecord);
            default -> false;
        };
    }

    private static boolean isOnTheBench(Case one, RecordCategory category) {
        boolean requested = one == Case.ASKED || one == Case.LAB_REQUEST || one == Case.LAB_REQUEST_GENETICS;
        boolean ordinary = category == RecordCategory.DEMOGRAPHICS
                || category == RecordCategory.LABORATORY
                || category == RecordCategory.DOCUMENTS
                || category == RecordCategory.IMAGING;
        boolean thatTest = one == Case.LAB_REQUEST_GENETICS && category == RecordCategory.GENETICS;
        return requested && (ordinary || thatTest);
    }

    private static Optional<Basis> when(boolean holds, Basis basis) {
        return holds ? Optional.of(basis) : Optional.empty();
    }

    @Test
    void everyDecisionIsWhatTheRulesSay() {
        List<String> wrong = new ArrayList<>();
        int[] asked = {0};
        database.transact(entities -> {
            AccessPolicy policy = new AccessPolicy(entities, TestPeople.CLOCK);
            forEach((asker, one, category, purpose) -> {
                for (boolean theRecord : new boolean[] {false, true}) {
                    AccessDecision decision = policy.decide(
                            asker.actor(one),
                            new PatientId(one.patient()),
                            category,
                            theRecord ? Optional.of(one.record()) : Optional.empty(),
                            purpose,
                            TestPeople.NOW);
                    Optional<Basis> wanted = expected(asker, one, category, purpose, theRecord);
                    asked[0]++;
                    if (!basisOf(decision).equals(wanted)) {
                        wrong.add(asker + " " + one + " " + category + " " + purpose + " " + theRecord + ": " + decision
                                + ", not " + wanted);
                    }
                }
            });
        });

        assertThat(asked[0]).isGreaterThan(20_000);
        assertThat(wrong).isEmpty();
    }

    @Test
    void listsAndSetsSayTheSameAsSingleDecisions() {
        List<String> wrong = new ArrayList<>();
        database.transact(entities -> {
            AccessPolicy policy = new AccessPolicy(entities, TestPeople.CLOCK);
            List<PatientId> all = List.of(Case.values()).stream()
                    .map(one -> new PatientId(one.patient()))
                    .toList();
            for (Asker asker :
                    EnumSet.complementOf(EnumSet.of(Asker.THE_PATIENT, Asker.THE_PATIENT_WITHOUT_THE_ROLE))) {
                Actor actor = asker.actor(Case.NONE);
                for (Purpose purpose : Purpose.values()) {
                    Map<Case, Set<RecordCategory>> byList = new EnumMap<>(Case.class);
                    for (RecordCategory category : RecordCategory.values()) {
                        Map<PatientId, AccessDecision> decided =
                                policy.decideAll(actor, all, category, purpose, TestPeople.NOW);
                        for (Case one : Case.values()) {
                            AccessDecision decision = decided.get(new PatientId(one.patient()));
                            if (decision instanceof Allowed) {
                                byList.computeIfAbsent(one, same -> EnumSet.noneOf(RecordCategory.class))
                                        .add(category);
                            }
                        }
                    }
                    for (Case one : Case.values()) {
                        Set<RecordCategory> open =
                                policy.open(actor, new PatientId(one.patient()), purpose, TestPeople.NOW);
                        Set<RecordCategory> wanted = wanted(asker, one, purpose);
                        if (!open.equals(wanted)
                                || !byList.getOrDefault(one, Set.of()).equals(wanted)) {
                            wrong.add(asker + " " + one + " " + purpose + ": " + open + " " + byList.get(one));
                        }
                    }
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    private static Set<RecordCategory> wanted(Asker asker, Case one, Purpose purpose) {
        Set<RecordCategory> wanted = EnumSet.noneOf(RecordCategory.class);
        for (RecordCategory category : RecordCategory.values()) {
            if (expected(asker, one, category, purpose, false).isPresent()) {
                wanted.add(category);
            }
        }
        return wanted;
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void aHundredThousandTriesOnOthersRecordsShowNothingAndCountNothing() {
        Random random = new Random(20_261_128);
        List<Asker> strangers = List.of(
                Asker.OSEI,
                Asker.LIND,
                Asker.DOCTOR_WITHOUT_PRACTITIONER,
                Asker.TECHNICIAN,
                Asker.ANOTHER_PATIENT,
                Asker.THE_PROXY,
                Asker.INSURER,
                Asker.RESEARCHER,
                Asker.ADMINISTRATOR,
                Asker.NOBODY);
        List<RecordCategory> categories = List.of(RecordCategory.values());
        Set<PatientId> leaked = new HashSet<>();
        int tries = 0;
        while (tries < ATTEMPTS) {
            Actor actor = strangers.get(random.nextInt(strangers.size())).actor(Case.NONE);
            RecordCategory category = categories.get(random.nextInt(categories.size()));
            List<PatientId> asked = foreigners(random);
            leaked.addAll(database.inTransaction(entities -> new OpenList(
                            new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK)
                    .open(actor, asked, category, "guess")));
            tries += asked.size();
        }

        assertThat(leaked).isEmpty();
        assertThat(database.<Number>inTransaction(entities -> (Number)
                                entities.createNativeQuery("SELECT count(*) FROM access_log WHERE what = 'guess'")
                                        .getSingleResult())
                        .longValue())
                .isZero();
    }

    /** Some who exist and let another doctor read, and some who do not exist. */
    private static List<PatientId> foreigners(Random random) {
        List<PatientId> some = new ArrayList<>();
        for (int i = 0; i < AccessCases.FOREIGN; i++) {
            some.add(new PatientId(
                    TestPeople.id(random.nextInt(4) == 0 ? "nobody " + random.nextInt() : "patient Foreign " + i)));
        }
        return some;
    }

    @Test
    void whoExistsIsAnsweredLikeWhoDoesNot() {
        for (Asker asker : List.of(Asker.LIND, Asker.ANOTHER_PATIENT, Asker.TECHNICIAN, Asker.INSURER, Asker.AUDITOR)) {
            assertThat(answer(asker, new PatientId(Case.NONE.patient())))
                    .as(asker.toString())
                    .isNotEqualTo("nothing")
                    .isEqualTo(answer(asker, new PatientId(TestPeople.id("does not exist"))));
        }
    }

    /** What is answered, without the id that was asked for. */
    private static String answer(Asker asker, PatientId patient) {
        Throwable answer = tryTo(asker, patient);
        return answer == null
                ? "nothing"
                : answer.getClass() + " " + String.valueOf(answer.getMessage()).replace(patient.toString(), "");
    }

    private static @Nullable Throwable tryTo(Asker asker, PatientId patient) {
        return catchThrowable(() -> database.transact(
                entities -> new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK)
                        .open(asker.actor(Case.NONE), patient, RecordCategory.NOTES, "note", Optional.empty())));
    }

    private interface Question {
        void ask(Asker asker, Case one, RecordCategory category, Purpose purpose);
    }

    private static void forEach(Question question) {
        for (Asker asker : Asker.values()) {
            for (Case one : Case.values()) {
                for (RecordCategory category : RecordCategory.values()) {
                    for (Purpose purpose : Purpose.values()) {
                        question.ask(asker, one, category, purpose);
                    }
                }
            }
        }
    }

    private static Optional<Basis> basisOf(AccessDecision decision) {
        return decision instanceof Allowed allowed ? Optional.of(allowed.basis()) : Optional.empty();
    }
}
