package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.AccessRequest.State;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.insurance.InsurerMember;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.letters.Letters;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.research.Study;
import org.chartseal.domain.research.StudyId;
import org.chartseal.domain.research.StudyMember;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestAccessIT {

    private static final PatientId PATIENT = new PatientId(TestPeople.id("patient"));
    private static final Actor SELF = Actor.patient("patient", PATIENT);
    private static final LocalDate BORN = LocalDate.of(1980, 5, 17);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final InsurerId INSURER = new InsurerId(TestPeople.id("insurer"));
    private static final StudyId STUDY = new StudyId(TestPeople.id("study"));
    private static final Actor OF_INSURER = Actor.staff("insurer", Role.INSURER);
    private static final Actor OF_STUDY = Actor.staff("researcher", Role.RESEARCHER);
    private static final Set<RecordCategory> TWO = EnumSet.of(RecordCategory.NOTES, RecordCategory.LABORATORY);

    private final TestKeys keys = new TestKeys();
    private final AtomicLong lastId = new AtomicLong();
    private final IdGenerator ids = () -> new UUID(0x4000L, lastId.incrementAndGet());
    private Clock clock = Clock.fixed(TestPeople.NOW, ZoneOffset.UTC);
    private TestDatabase database;
    private PractitionerId doctor;
    private Actor asDoctor;

    @BeforeEach
    void people() {
        database = TestDatabase.fresh();
        doctor = database.inTransaction(entities -> {
            entities.persist(new Patient(
                    PATIENT,
                    "N-1",
                    new PatientDetails(
                            new PersonName("Jane", "Doe"),
                            BORN,
                            Sex.FEMALE,
                            new Contact("", "jane@example.org", "", "en"),
                            Set.of()),
                    new LedgerSubjectId(TestPeople.id("subject")),
                    keys.create(),
                    new Account("reception"),
                    TestPeople.NOW));
            entities.persist(new Insurer(INSURER, "Aid"));
            entities.persist(new InsurerMember(OF_INSURER.account(), INSURER));
            entities.persist(new Study(STUDY, "Hearts", "University", "EC 1", TODAY.plusDays(50)));
            entities.persist(new StudyMember(OF_STUDY.account(), STUDY));
            return TestPeople.physician(entities, TestPeople.department(entities, "cardiology"), "Osei")
                    .id();
        });
        asDoctor = Actor.practitioner("osei", Role.DOCTOR, doctor);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void thePatientReadsWhoAsksForWhatAndWhyAndALetterTellsThem() {
        AccessRequestId id = ask(asDoctor, known("N-1", BORN));

        assertThat(waiting()).singleElement().satisfies(request -> {
            assertThat(request.id()).isEqualTo(id);
            assertThat(request.grantee().name()).isEqualTo("Dr. Ama Osei");
            assertThat(request.categories()).containsExactlyInAnyOrderElementsOf(TWO);
            assertThat(request.reason()).isEqualTo("To see what was found before.");
            assertThat(request.until()).isEqualTo(TODAY.plusDays(10));
        });
        assertThat(rows("SELECT kind || ' ' || address || ' ' || state FROM letter"))
                .containsExactly("access-requested jane@example.org waiting");
        assertThat(rows("SELECT action FROM activity_log")).containsExactly("access-requested");
        assertThat(grants()).isEmpty();
    }

    @Test
    void whoDoesNotExistIsAskedLikeWhoDoes() {
        List<WhomAsked> whoms = List.of(
                known("N-1", BORN),
                known("N-1", BORN.plusDays(1)),
                known("N-2", BORN),
                WhomAsked.ofPage(PATIENT),
                WhomAsked.ofPage(new PatientId(TestPeople.id("nobody"))));
        for (WhomAsked whom : whoms) {
            ask(asDoctor, whom);
            assertRefused("request-waits-already", () -> ask(asDoctor, whom));
        }

        assertThat(made(asDoctor)).hasSize(whoms.size()).allSatisfy(one -> {
            assertThat(one.request().state()).isEqualTo(State.WAITING);
            assertThat(one.patient()).isEmpty();
        });
        assertThat(waiting()).as("one of them reaches her").hasSize(1);
        assertThat(rows("SELECT kind FROM letter")).hasSize(1);

        clock = Clock.offset(clock, AccessRequest.WAITS);
        assertThat(made(asDoctor))
                .allSatisfy(one -> assertThat(one.request().state()).isEqualTo(State.LAPSED));
    }

    @Test
    void givingLessSettlesTheRequestWithTheGrant() {
        AccessRequestId id = ask(asDoctor, known("N-1", BORN));
        assertRefused(
                "request-wider", () -> give(id, EnumSet.of(RecordCategory.NOTES, RecordCategory.MEDICATION), TODAY));
        assertRefused("request-longer", () -> give(id, TWO, TODAY.plusDays(11)));
        assertRefused("grant-until-past", () -> give(id, TWO, TODAY.minusDays(1)));
        assertThat(grants()).isEmpty();

        GrantId grant = give(id, EnumSet.of(RecordCategory.NOTES), TODAY.plusDays(3));

        assertThat(grants()).containsExactly(grant + " notes");
        assertThat(waiting()).isEmpty();
        assertThat(made(asDoctor)).singleElement().satisfies(one -> {
            assertThat(one.request().state()).isEqualTo(State.GRANTED);
            assertThat(one.request().grant()).contains(grant);
            assertThat(one.patient()).contains(PATIENT);
        });
        assertRefused("request-answered", () -> give(id, TWO, TODAY));
        assertRefused("request-answered", () -> refuse(id, ""));
        assertRefused("request-answered", () -> withdraw(asDoctor, id));
    }

    @Test
    void ofTwoAnswersAtOnceOneCounts() throws Exception {
        for (int round = 0; round < 5; round++) {
            AccessRequestId id = ask(OF_INSURER, known("N-1", BORN.plusDays(0)), "Claim " + round);
            int before = grants().size();
            CyclicBarrier start = new CyclicBarrier(2);
            ExecutorService pool = Executors.newFixedThreadPool(2);
            Future<String> given = pool.submit(() -> {
                start.await();
                return answerOf(() -> give(id, TWO, TODAY));
            });
            Future<String> refused = pool.submit(() -> {
                start.await();
                return answerOf(() -> refuse(id, ""));
            });
            List<String> answers = List.of(given.get(), refused.get());
            pool.shutdown();
            assertThat(answers).containsExactlyInAnyOrder("done", "request-answered");
            assertThat(grants()).hasSize(before + (given.get().equals("done") ? 1 : 0));
            database.transact(entities -> entities.createNativeQuery("UPDATE access_grant SET revoked_at = given_at")
                    .executeUpdate());
            clock = Clock.offset(clock, AccessRequest.WAITS);
        }
    }

    @Test
    void aRefusalTellsOnlyWhatThePatientSaysAndCanBeTakenBack() {
        AccessRequestId id = ask(asDoctor, known("N-1", BORN));
        refuse(id, "  Not now  ");
        assertThat(made(asDoctor)).singleElement().satisfies(one -> {
            assertThat(one.request().state()).isEqualTo(State.REFUSED);
            assertThat(one.request().refusal()).isEqualTo("Not now");
            assertThat(one.patient()).isEmpty();
        });
        takeBack(id);
        assertThat(waiting()).hasSize(1);
        refuse(id, "");
        ask(asDoctor, known("N-1", BORN));
        assertRefused("request-asked-anew", () -> takeBack(id));
        clock = Clock.offset(clock, AccessRequest.WAITS);
        assertRefused("request-lapsed", () -> takeBack(id));
    }

    @Test
    void whatLapsedIsNotAnsweredAnyMoreAndMakesPlace() {
        AccessRequestId id = ask(asDoctor, known("N-1", BORN));
        clock = Clock.offset(clock, AccessRequest.WAITS);
        assertRefused("request-lapsed", () -> refuse(id, ""));
        assertRefused("request-lapsed", () -> give(id, TWO, TODAY.plusDays(40)));
        assertRefused("request-lapsed", () -> withdraw(asDoctor, id));
        ask(asDoctor, known("N-1", BORN));
        assertThat(rows("SELECT state FROM access_request ORDER BY asked_at")).containsExactly("lapsed", "waiting");
        assertThat(database.<Integer>inTransaction(entities -> new LapseRequests(entities, clock).step()))
                .isZero();
    }

    @Test
    void thereAreLimits() {
        for (int time = 0; time < RequestAccess.MOST_OF_ONE; time++) {
            withdraw(asDoctor, ask(asDoctor, known("N-1", BORN)));
        }
        assertRefused("request-too-often", () -> ask(asDoctor, known("N-1", BORN)));
        for (int other = RequestAccess.MOST_OF_ONE; other < RequestAccess.MOST_A_DAY; other++) {
            ask(asDoctor, known("X-" + other, BORN));
        }
        assertRefused("request-too-many", () -> ask(asDoctor, known("X-last", BORN)));
        clock = Clock.offset(clock, Duration.ofDays(1));
        ask(asDoctor, known("X-last", BORN));
    }

    @Test
    void everyoneAsksForTheirOwnSideAlone() {
        assertThatThrownBy(() -> askAs(OF_INSURER, Grantee.of(doctor), "Claim 1"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> askAs(OF_STUDY, Grantee.of(INSURER), "Claim 1"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> askAs(Actor.staff("other", Role.INSURER), Grantee.of(INSURER), "Claim 1"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> askAs(SELF, Grantee.of(doctor), "")).isInstanceOf(NotFound.class);
        assertRefused("request-claim-missing", () -> askAs(OF_INSURER, Grantee.of(INSURER), " "));
        askAs(OF_STUDY, Grantee.of(STUDY), "");
        assertRefused("grant-study-over", () -> wish(OF_STUDY, TODAY.plusDays(51)));
        database.transact(
                entities -> entities.createNativeQuery("UPDATE practitioner SET licensed_until = '2026-11-20'")
                        .executeUpdate());
        assertRefused("licence-run-out", () -> ask(asDoctor, known("N-1", BORN)));
    }

    @Test
    void nobodyAnswersOrTakesBackAnothersRequest() {
        AccessRequestId id = ask(asDoctor, known("N-1", BORN));
        AccessRequestId ofNobody = ask(asDoctor, known("N-9", BORN));
        Actor stranger = Actor.patient("patient2", new PatientId(TestPeople.id("other")));
        assertThatThrownBy(() -> answer(entities -> answers(entities).refuse(stranger, id, "")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> refuse(ofNobody, "")).isInstanceOf(NotFound.class);
        withdrawsNot(OF_INSURER, ofNobody);
        assertThat(refusals()).as("nobody's record").isEmpty();
        withdrawsNot(OF_INSURER, id);
        assertThat(refusals()).containsExactly("access-request-withdraw access-not-yours " + PATIENT + " " + id);
        assertRefused("role-missing", () -> answer(entities -> answers(entities).refuse(asDoctor, id, "")));
        assertThat(made(OF_INSURER)).isEmpty();
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void theDatabaseHoldsItToo() {
        AccessRequestId id = ask(asDoctor, known("N-1", BORN));
        for (String change : List.of(
                "state = 'granted', settled_at = now()",
                "state = 'refused'",
                "refusal = 'x'",
                "wanted_until = asked_on - 1",
                "wanted_until = asked_on + 731",
                "reason = 'short'",
                "insurer_id = (SELECT id FROM insurer)",
                "asked_page = id",
                "patient_id = NULL, state = 'refused', settled_at = now()",
                "reference = 'x'",
                "state = 'gone'")) {
            assertThatThrownBy(() -> database.transact(entities -> entities.createNativeQuery(
                                    "UPDATE access_request SET " + change + " WHERE id = ?1")
                            .setParameter(1, id.value())
                            .executeUpdate()))
                    .as(change)
                    .hasStackTraceContaining("access_request_");
        }
    }

    private static WhomAsked known(String number, LocalDate born) {
        return WhomAsked.known(number, born);
    }

    private AccessRequestId ask(Actor actor, WhomAsked whom) {
        return ask(actor, whom, "");
    }

    private AccessRequestId ask(Actor actor, WhomAsked whom, String claim) {
        return ask(actor, claim.isEmpty() ? Grantee.of(doctor) : Grantee.of(INSURER), whom, claim, day().plusDays(10));
    }

    private AccessRequestId askAs(Actor actor, Grantee grantee, String claim) {
        return ask(actor, grantee, known("N-1", BORN), claim, day().plusDays(10));
    }

    private AccessRequestId wish(Actor actor, LocalDate until) {
        return ask(actor, Grantee.of(STUDY), known("N-2", BORN), "", until);
    }

    /** A refused try is kept whatever becomes of the rest; here it is committed with the rest. */
    private void withdrawsNot(Actor actor, AccessRequestId id) {
        answer(entities -> assertThatThrownBy(() -> requests(entities).withdraw(actor, id))
                .isInstanceOfSatisfying(
                        NotFound.class, absent -> assertThat(absent.what()).isEqualTo("access-request-withdraw")));
    }

    /** What the access log has of tries to withdraw: what, refusal, whose, which. */
    private java.util.List<String> refusals() {
        return database.inTransaction(entities -> {
            java.util.List<?> rows = entities.createNativeQuery("""
                            SELECT concat_ws(' ', what, basis, patient_id, record_id) FROM access_log
                             WHERE what = 'access-request-withdraw' AND NOT allowed
                            """).getResultList();
            return rows.stream().map(String::valueOf).toList();
        });
    }

    private LocalDate day() {
        return LocalDate.now(clock);
    }

    private AccessRequestId ask(Actor actor, Grantee grantee, WhomAsked whom, String claim, LocalDate until) {
        return database.inTransaction(entities -> requests(entities)
                .ask(
                        actor,
                        new RequestAccess.Command(
                                grantee, whom, new Wish.Asked(TWO, "To see what was found before.", claim, until))));
    }

    private RequestAccess requests(EntityManager entities) {
        return new RequestAccess(
                entities,
                door(entities),
                new AskingParties(entities),
                new Letters(entities, ids, clock),
                new ActivityLog(entities, clock),
                ids,
                clock);
    }

    private AnswerRequest answers(EntityManager entities) {
        IssueGrant issue = new IssueGrant(
                entities,
                keys,
                new TestObjects().granted(entities, clock),
                new LedgerOutbox(entities, clock),
                ids,
                new SecureSalts(),
                clock);
        return new AnswerRequest(
                entities,
                door(entities),
                new GiveAccess(entities, door(entities), issue, clock),
                new ActivityLog(entities, clock),
                clock);
    }

    private OpenRecord door(EntityManager entities) {
        return new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), clock);
    }

    private GrantId give(AccessRequestId id, Set<RecordCategory> categories, LocalDate until) {
        LocalDate last = until.equals(TODAY) ? day() : until;
        return database.inTransaction(entities -> answers(entities).give(SELF, id, categories, last));
    }

    private void refuse(AccessRequestId id, String why) {
        answer(entities -> answers(entities).refuse(SELF, id, why));
    }

    private void takeBack(AccessRequestId id) {
        answer(entities -> answers(entities).takeBack(SELF, id));
    }

    private void withdraw(Actor actor, AccessRequestId id) {
        answer(entities -> requests(entities).withdraw(actor, id));
    }

    private void answer(java.util.function.Consumer<EntityManager> work) {
        database.transact(work);
    }

    private List<RequestView> waiting() {
        return database.inTransaction(entities -> new MyRequests(entities, door(entities), clock).waiting(SELF));
    }

    private List<RequestsMade.Made> made(Actor actor) {
        return database.inTransaction(
                entities -> new RequestsMade(entities, new AskingParties(entities), clock).of(actor));
    }

    private List<String> grants() {
        return rows("SELECT id || ' ' || categories FROM access_grant WHERE revoked_at IS NULL");
    }

    private List<String> rows(String query) {
        return database.inTransaction(entities -> {
            List<?> found = entities.createNativeQuery(query, String.class).getResultList();
            return found.stream().map(String::valueOf).toList();
        });
    }

    private static String answerOf(Runnable work) {
        try {
            work.run();
            return "done";
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
