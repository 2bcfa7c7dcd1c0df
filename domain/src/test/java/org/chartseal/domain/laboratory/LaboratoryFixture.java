package org.chartseal.domain.laboratory;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestHand;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPeople;

/** A laboratory with its catalogue, a technician, two scientists, a doctor and a patient who is a woman of 46 years. */
final class LaboratoryFixture implements AutoCloseable {

    static final Instant NOW = TestPeople.NOW;

    final TestDatabase database = TestDatabase.fresh();
    final TestObjects objects = new TestObjects();
    final TestKeys keys = new TestKeys();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final AtomicLong lastId = new AtomicLong();
    final IdGenerator ids = () -> new UUID(0x4000L, lastId.incrementAndGet());

    final PatientId patient = new PatientId(TestPeople.id("patient"));
    final PractitionerId doctor = new PractitionerId(TestPeople.id("doctor"));
    final Actor technician =
            Actor.practitioner("labtech", Role.LAB_TECHNICIAN, new PractitionerId(TestPeople.id("technician")));
    final Actor scientist =
            Actor.practitioner("labscientist", Role.LAB_SCIENTIST, new PractitionerId(TestPeople.id("scientist")));
    final Actor unverified =
            Actor.practitioner("newcomer", Role.LAB_SCIENTIST, new PractitionerId(TestPeople.id("newcomer")));

    LaboratoryFixture() {
        database.transact(entities -> {
            Department department = TestPeople.department(entities, "laboratory");
            entities.persist(practitioner(doctor, department, Profession.PHYSICIAN, "Osei", true));
            entities.persist(practitioner(
                    technician.requirePractitioner(), department, Profession.LAB_TECHNICIAN, "Ferro", true));
            entities.persist(practitioner(
                    scientist.requirePractitioner(), department, Profession.LAB_SCIENTIST, "Lindqvist", true));
            entities.persist(
                    practitioner(unverified.requirePractitioner(), department, Profession.LAB_SCIENTIST, "Neu", false));
            entities.persist(new Patient(
                    patient,
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
                    NOW));
        });
        database.transact(entities -> new LoadLabCatalogue(entities, ids).load());
    }

    private Practitioner practitioner(
            PractitionerId id, Department department, Profession profession, String family, boolean verified) {
        Practitioner practitioner = new Practitioner(
                id,
                Optional.empty(),
                "",
                new PersonName("Kim", family),
                profession,
                "",
                department.id(),
                keys.create(),
                NOW);
        if (verified) {
            practitioner.verify(
                    new Licence("L-" + family, "Council", LocalDate.of(2030, 1, 1)),
                    new Account("admin"),
                    NOW,
                    LocalDate.of(2026, 11, 21));
        }
        return practitioner;
    }

    /** The doctor, to whom the patient opened everything for a month. */
    Actor doctorWithAccess() {
        Permission.Period month = new Permission.Period(NOW, NOW.plus(Duration.ofDays(30)));
        database.transact(entities -> entities.persist(new AccessGrant(
                new GrantId(ids.next()),
                new LedgerGrantId(ids.random()),
                Permission.of(patient, Grantee.of(doctor), Permission.What.everything(), month),
                new Account("patient"),
                NOW)));
        return Actor.practitioner("doctor", Role.DOCTOR, doctor);
    }

    /** Lets time pass. */
    void advance(Duration time) {
        clock = Clock.offset(clock, time);
    }

    /** A new request of that panel. */
    LabRequestId request(String panel) {
        LabRequestId id = new LabRequestId(ids.next());
        database.transact(entities -> entities.persist(new LabRequest(
                id, patient, doctor, Optional.empty(), panel(entities, panel), Urgency.ROUTINE, "", NOW)));
        return id;
    }

    static LabPanel panel(EntityManager entities, String code) {
        return entities.createQuery("SELECT p FROM LabPanel p WHERE p.code = :code", LabPanel.class)
                .setParameter("code", code)
                .getSingleResult();
    }

    LabCases cases(EntityManager entities) {
        return new LabCases(entities, openRecord(entities));
    }

    OpenRecord openRecord(EntityManager entities) {
        return new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), clock);
    }

    /** What stands for the request now. */
    <T> T now(LabRequestId request, Function<LabCase, T> question) {
        return database.inTransaction(
                entities -> question.apply(cases(entities).complete(entities.find(LabRequest.class, request.value()))));
    }

    AccessionNumber collect(LabRequestId request) {
        return database.inTransaction(
                entities -> new CollectSpecimen(entities, cases(entities), ids, clock).collect(technician, request));
    }

    /** Enters these figures in the order of the panel's tests; an empty one is left out. */
    void enter(Actor actor, LabRequestId request, boolean handOver, String... figures) {
        int version = now(request, LabCase::reportVersion);
        List<LabTest> tests = now(request, labCase -> labCase.panel().tests());
        List<EnterResults.Entry> entries = java.util.stream.IntStream.range(0, figures.length)
                .mapToObj(i -> new EnterResults.Entry(tests.get(i).id(), figures[i], ""))
                .toList();
        enter(actor, new EnterResults.Command(request, version, entries, "", handOver));
    }

    void enter(Actor actor, EnterResults.Command command) {
        database.transact(
                entities -> new EnterResults(entities, cases(entities), new LabRanges(entities, clock), ids, clock)
                        .enter(actor, command));
    }

    void verify(Actor actor, LabRequestId request) {
        int version = now(request, LabCase::reportVersion);
        database.transact(
                entities -> new VerifyReport(entities, cases(entities), clock).verify(actor, request, version));
    }

    void release(Actor actor, LabRequestId request) {
        database.transact(
                entities -> new ReleaseReport(cases(entities), sealing(entities), hand()).release(actor, request));
    }

    private SealRecord sealing(EntityManager entities) {
        return new SealRecord(entities, objects.keys(entities), hand(), clock);
    }

    private TestHand hand() {
        return new TestHand(keys, clock);
    }

    @Override
    public void close() {
        database.close();
    }
}
