package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.GrantStatement;
import org.chartseal.domain.ledger.GrantTerms;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.ledger.RevocationStatement;
import org.chartseal.domain.ledger.SignedText;
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
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GiveAndRevokeAccessIT {

    private static final Clock CLOCK = Clock.fixed(TestPeople.NOW, ZoneOffset.UTC);
    private static final PatientId PATIENT = new PatientId(TestPeople.id("patient"));
    private static final Actor SELF = Actor.patient("patient", PATIENT);
    private static final int AT_ONCE = 4;
    private static final int ROUNDS = 10;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private final TestKeys keys = new TestKeys();
    private final AtomicLong lastId = new AtomicLong();
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
                            LocalDate.of(1980, 5, 17),
                            Sex.FEMALE,
                            Contact.NONE,
                            Set.of()),
                    new LedgerSubjectId(TestPeople.id("subject")),
                    keys.create(),
                    new Account("reception"),
                    TestPeople.NOW));
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
    void aGrantLetsReadAndItsEndStopsReadingAtOnce() {
        assertThat(mayRead(RecordCategory.LABORATORY)).isFalse();
        GrantId grant = give(EnumSet.of(RecordCategory.LABORATORY), TODAY.plusDays(10));
        assertThat(mayRead(RecordCategory.LABORATORY)).isTrue();
        assertThat(mayRead(RecordCategory.NOTES)).isFalse();
        revoke(SELF, grant);
        assertThat(mayRead(RecordCategory.LABORATORY)).isFalse();
        assertRefused("grant-already-revoked", () -> revoke(SELF, grant));
    }

    @Test
    void bothStatementsGoToTheLedgerUnderThePatientsKey() {
        GrantId grant = give(EnumSet.of(RecordCategory.NOTES, RecordCategory.LABORATORY), TODAY.plusDays(10));
        revoke(SELF, grant);
        List<LedgerCommand> commands = commands();
        LedgerCommand.GiveAccess give = (LedgerCommand.GiveAccess) commands.get(0);
        SignedText given = give.statement();
        SignedText ended = ((LedgerCommand.RevokeAccess) commands.get(1)).statement();
        String key = database.inTransaction(entities ->
                entities.find(Patient.class, PATIENT.value()).signing().publicKey());
        assertThat(keys.verify(key, given.text(), given.signature())).isTrue();
        assertThat(keys.verify(key, ended.text(), ended.signature())).isTrue();
        GrantStatement statement = GrantStatement.parse(given.text());
        assertThat(given.text()).doesNotContain("laboratory", "treatment", grant.toString());
        assertThat(statement.scope()).isEqualTo(give.scope().commitment());
        GrantTerms terms = give.scope().terms();
        assertThat(terms.categories()).containsExactly("laboratory", "notes");
        assertThat(terms.purpose()).isEqualTo("treatment");
        assertThat(terms.grantee().kind()).isEqualTo(GrantTerms.GranteeKind.PRACTITIONER);
        assertThat(statement.until())
                .isEqualTo(TODAY.plusDays(11).atStartOfDay().toInstant(ZoneOffset.UTC));
        assertThat(RevocationStatement.parse(ended.text()).grant())
                .isEqualTo(statement.grant())
                .isNotEqualTo(new LedgerGrantId(grant.value()));
    }

    @Test
    void theSameTermsTwiceLookDifferentOnTheLedger() {
        Set<RecordCategory> notes = EnumSet.of(RecordCategory.NOTES);
        revoke(SELF, give(notes, TODAY));
        give(notes, TODAY);
        List<LedgerCommand.GiveAccess> given = commands().stream()
                .filter(LedgerCommand.GiveAccess.class::isInstance)
                .map(LedgerCommand.GiveAccess.class::cast)
                .toList();
        assertThat(given.get(0).scope().text()).isEqualTo(given.get(1).scope().text());
        assertThat(given.get(0).scope().commitment())
                .isNotEqualTo(given.get(1).scope().commitment());
    }

    @Test
    void aGrantOfEverythingSaysAll() {
        give(RecordCategory.ordinary(), TODAY);
        GrantScope scope = ((LedgerCommand.GiveAccess) commands().get(0)).scope();
        assertThat(scope.terms().categories()).containsExactly("all");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Set<RecordCategory> notes = EnumSet.of(RecordCategory.NOTES);
        assertRefused("grant-until-past", () -> give(notes, TODAY.minusDays(1)));
        assertRefused("grant-too-long", () -> give(notes, TODAY.plusDays(GiveAccess.LONGEST_DAYS + 1)));
        assertRefused("grant-categories-missing", () -> give(Set.of(), TODAY));
        give(notes, TODAY.plusDays(3));
        assertRefused("grant-exists", () -> give(notes, TODAY.plusDays(2)));
    }

    @Test
    void nobodyEndsAnothersGrant() {
        GrantId grant = give(EnumSet.of(RecordCategory.NOTES), TODAY);
        Actor stranger = Actor.patient("patient2", new PatientId(TestPeople.id("other")));
        assertThatThrownBy(() -> revoke(stranger, grant)).isInstanceOf(NotFound.class);
        assertRefused("role-missing", () -> revoke(asDoctor, grant));
        assertThat(mayRead(RecordCategory.NOTES)).isTrue();
    }

    @Test
    void thePatientSeesEachGrantAndWhereItStands() {
        GrantId grant = give(EnumSet.of(RecordCategory.NOTES), TODAY);
        assertThat(grants()).singleElement().satisfies(view -> {
            assertThat(view.grantee().name()).isEqualTo("Dr. Ama Osei");
            assertThat(view.state()).isEqualTo(GrantView.State.HOLDS);
            assertThat(view.given().state()).isEqualTo("pending");
        });
        database.transact(entities -> entities.createNativeQuery(
                        "UPDATE ledger_outbox SET state = 'anchored', block = 7, anchored_at = now()")
                .executeUpdate());
        revoke(SELF, grant);
        assertThat(grants()).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(GrantView.State.TAKEN_AWAY);
            assertThat(view.given().blockNumber()).isEqualTo(7);
            assertThat(view.ended().orElseThrow().state()).isEqualTo("pending");
        });
    }

    @Test
    void thePatientReadsWhoReadAndWhoTriedTo() {
        give(EnumSet.of(RecordCategory.NOTES), TODAY);
        database.transact(entities -> openRecord(entities)
                .open(asDoctor, PATIENT, RecordCategory.NOTES, "chart", java.util.Optional.empty()));
        database.transact(entities -> assertThatThrownBy(() -> openRecord(entities)
                        .open(asDoctor, PATIENT, RecordCategory.LABORATORY, "lab-reports", java.util.Optional.empty()))
                .isInstanceOf(Refused.class));
        List<ReadView> others = reads(false);
        assertThat(others).extracting(ReadView::what).containsExactlyInAnyOrder("chart", "lab-reports");
        assertThat(others).filteredOn(read -> !read.allowed()).singleElement().satisfies(read -> {
            assertThat(read.reader()).contains("Dr. Ama Osei");
            assertThat(read.basis()).isEqualTo("access-not-granted");
        });
        assertThat(reads(true)).hasSizeGreaterThan(2);
    }

    @Test
    void ofRevocationsAtOnceOneEndsTheGrantAndTheOthersAreTold() throws Exception {
        GrantId grant = give(EnumSet.of(RecordCategory.NOTES), TODAY.plusDays(10));
        int before = commands().size();
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<String>> answers = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> pool.submit(() -> {
                    start.await();
                    return answerOf(() -> revoke(SELF, grant));
                }))
                .toList();
        List<String> all = new ArrayList<>();
        for (Future<String> answer : answers) {
            all.add(answer.get());
        }
        pool.shutdown();

        assertThat(all).filteredOn("done"::equals).hasSize(1);
        assertThat(all).filteredOn("grant-already-revoked"::equals).hasSize(AT_ONCE - 1);
        assertThat(commands()).hasSize(before + 1);
    }

    /** Whatever races: a read that begins after the end was answered shows nothing. */
    @Test
    void noReadThatBeginsAfterTheEndWasAnsweredIsLetThrough() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            GrantId grant = give(EnumSet.of(RecordCategory.NOTES), TODAY.plusDays(10));
            AtomicBoolean answered = new AtomicBoolean();
            AtomicBoolean late = new AtomicBoolean();
            ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 1; i < AT_ONCE; i++) {
                readers.add(pool.submit(() -> {
                    boolean begunAfter;
                    do {
                        begunAfter = answered.get();
                        if (mayRead(RecordCategory.NOTES) && begunAfter) {
                            late.set(true);
                        }
                    } while (!begunAfter);
                }));
            }
            pool.submit(() -> {
                        revoke(SELF, grant);
                        answered.set(true);
                    })
                    .get();
            for (Future<?> reader : readers) {
                reader.get();
            }
            pool.shutdown();
            assertThat(late).isFalse();
        }
    }

    private static String answerOf(Runnable work) {
        try {
            work.run();
            return "done";
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private GrantId give(Set<RecordCategory> categories, LocalDate until) {
        return database.inTransaction(entities -> {
            IssueGrant issue = new IssueGrant(
                    entities,
                    keys,
                    new TestObjects().granted(entities, CLOCK),
                    new LedgerOutbox(entities, CLOCK),
                    () -> new UUID(0x4000L, lastId.incrementAndGet()),
                    new SecureSalts(),
                    CLOCK);
            return new GiveAccess(entities, openRecord(entities), issue, CLOCK)
                    .give(SELF, new GiveAccess.Command(Grantee.of(doctor), What.of(categories), until));
        });
    }

    private void revoke(Actor actor, GrantId grant) {
        database.transact(entities -> new RevokeAccess(
                        entities,
                        openRecord(entities),
                        keys,
                        new TestObjects().granted(entities, CLOCK),
                        new LedgerOutbox(entities, CLOCK),
                        CLOCK)
                .revoke(actor, grant));
    }

    private boolean mayRead(RecordCategory category) {
        return database.inTransaction(entities -> new AccessPolicy(entities, TestPeople.CLOCK)
                        .decide(asDoctor, PATIENT, category, Purpose.TREATMENT, TestPeople.NOW))
                instanceof AccessDecision.Allowed;
    }

    private List<GrantView> grants() {
        return database.inTransaction(entities -> new MyGrants(entities, openRecord(entities), CLOCK).list(SELF));
    }

    private List<ReadView> reads(boolean own) {
        return database.inTransaction(entities -> new WhoReadMyRecord(entities, openRecord(entities), CLOCK)
                .page(SELF, WhoReadMyRecord.Filter.all(own), 0)
                .reads());
    }

    private static OpenRecord openRecord(EntityManager entities) {
        return new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK);
    }

    private List<LedgerCommand> commands() {
        return database.inTransaction(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT kind, subject, CAST(payload AS text) FROM ledger_outbox ORDER BY id")
                    .getResultList();
            return rows.stream()
                    .map(row -> (Object[]) row)
                    .map(row -> new OutboxMessage((String) row[0], (String) row[1], (String) row[2]).command())
                    .toList();
        });
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
