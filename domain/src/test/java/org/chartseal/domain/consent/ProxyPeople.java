package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.Mandate.Document;
import org.chartseal.domain.consent.Mandate.DocumentKind;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.OutboxMessage;
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
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPeople;

/** A family at the hospital, with the use cases around who acts for whom, each in a transaction of its own. */
final class ProxyPeople implements AutoCloseable {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    static final LocalDate CHILD_BORN = LocalDate.of(2019, 3, 2);
    static final LocalDate BORN = LocalDate.of(1980, 5, 17);
    static final Actor RECEPTION = Actor.staff("reception", Role.RECEPTIONIST);
    static final Document CERTIFICATE = new Document(DocumentKind.BIRTH_CERTIFICATE, "Registry 12/2019");

    final TestDatabase database = TestDatabase.fresh();
    final TestKeys keys = new TestKeys();
    final Actor parent = person("parent", BORN);
    final Actor child = person("child", CHILD_BORN);
    final Actor adult = person("adult", BORN);
    final Actor stranger = person("stranger", BORN);
    final Actor doctor;
    private final AtomicLong lastId = new AtomicLong();
    private final Clock clock;

    ProxyPeople(Clock clock) {
        this.clock = clock;
        PractitionerId osei = database.inTransaction(
                entities -> TestPeople.physician(entities, TestPeople.department(entities, "cardiology"), "Osei")
                        .id());
        this.doctor = Actor.practitioner("osei", Role.DOCTOR, osei);
    }

    private Actor person(String account, LocalDate born) {
        PatientId id = new PatientId(TestPeople.id("patient " + account));
        database.transact(entities -> {
            Patient patient = new Patient(
                    id,
                    number(account),
                    details(account, born),
                    new LedgerSubjectId(TestPeople.id("subject " + account)),
                    keys.create(),
                    new Account("reception"),
                    TestPeople.NOW);
            patient.linkAccount(new Account(account));
            entities.persist(patient);
        });
        return Actor.patient(account, id);
    }

    static String number(String account) {
        return "N-" + account;
    }

    private static PatientDetails details(String given, LocalDate born) {
        return new PatientDetails(new PersonName(given, "Okafor"), born, Sex.UNKNOWN, Contact.NONE, Set.of());
    }

    /** The use cases over one persistence context. */
    private record Desk(EntityManager entities, ProxyPeople people) {

        OpenRecord door() {
            return new OpenRecord(new AccessPolicy(entities, people.clock), new AccessLog(entities), people.clock);
        }

        IssueGrant issue() {
            return new IssueGrant(
                    entities,
                    people.keys,
                    new TestObjects().granted(entities, people.clock),
                    new LedgerOutbox(entities, people.clock),
                    () -> new UUID(0x4000L, people.lastId.incrementAndGet()),
                    new SecureSalts(),
                    people.clock);
        }

        NameProxy naming() {
            return new NameProxy(entities, door(), new ProxyTries(entities, people.clock), issue(), people.clock);
        }

        ProxiesAtDesk reception() {
            return new ProxiesAtDesk(entities, door(), issue(), new ActivityLog(entities, people.clock), people.clock);
        }

        ActingFor acting() {
            AccessPolicy policy = new AccessPolicy(entities, people.clock);
            return new ActingFor(
                    entities,
                    policy,
                    door(),
                    new OpenList(policy, new AccessLog(entities), people.clock),
                    people.clock);
        }

        RevokeAccess revoking() {
            return new RevokeAccess(
                    entities,
                    door(),
                    people.keys,
                    new TestObjects().granted(entities, people.clock),
                    new LedgerOutbox(entities, people.clock),
                    people.clock);
        }
    }

    private <T> T with(java.util.function.Function<Desk, T> work) {
        return database.inTransaction(entities -> work.apply(new Desk(entities, this)));
    }

    GrantId confirm(Actor person, Relationship relationship, Optional<LocalDate> until) {
        return confirm(RECEPTION, child, number(person.account().name()), relationship, until);
    }

    GrantId confirm(Actor by, Actor patient, String number, Relationship relationship, Optional<LocalDate> until) {
        return with(desk -> desk.reception()
                .letAct(
                        by,
                        new ProxiesAtDesk.Command(
                                patient.requirePatient(),
                                number,
                                relationship,
                                CERTIFICATE,
                                What.everything(),
                                until)));
    }

    ProxiesAtDesk.View seenAtDesk() {
        return with(desk -> desk.reception().of(RECEPTION, child.requirePatient()));
    }

    GrantId name(Actor by, String number, LocalDate born, Set<RecordCategory> categories) {
        return with(desk -> desk.naming()
                .name(
                        by,
                        new NameProxy.Command(
                                number, born, Relationship.CARER, What.of(categories), TODAY.plusDays(90))));
    }

    /** The same as the portal runs it, where a wrong pair is kept although the whole is refused. */
    Optional<PatientId> tryPair(Actor by, String number, LocalDate born) {
        return database.inTransaction(
                entities -> new ProxyTries(entities, clock).find(by.requirePatient(), number, born));
    }

    GrantId giveToDoctor(Actor by) {
        return with(desk -> new GiveAccess(desk.entities(), desk.door(), desk.issue(), clock)
                .give(
                        by,
                        new GiveAccess.Command(
                                Grantee.of(doctor.requirePractitioner()), What.everything(), TODAY.plusDays(30))));
    }

    void revoke(Actor by, GrantId grant) {
        with(desk -> {
            desk.revoking().revoke(by, grant);
            return true;
        });
    }

    boolean mayRead(Actor reader, Actor whose, RecordCategory category) {
        return with(desk -> new AccessPolicy(desk.entities(), clock)
                        .decide(reader, whose.requirePatient(), category, Purpose.TREATMENT, clock.instant()))
                instanceof AccessDecision.Allowed;
    }

    List<ActingFor.Represented> actsFor(Actor person) {
        return with(desk -> desk.acting().all(person));
    }

    ActingFor.Represented opens(Actor person, Actor whose) {
        return with(desk -> desk.acting().one(person, whose.requirePatient()));
    }

    List<GrantView> grants(Actor by, Actor whose) {
        return with(desk -> new MyGrants(desk.entities(), desk.door(), clock).list(by, whose.requirePatient()));
    }

    List<ReadView> reads(Actor patient) {
        return with(desk -> new WhoReadMyRecord(desk.entities(), desk.door(), clock)
                .page(patient, WhoReadMyRecord.Filter.all(false), 0)
                .reads());
    }

    void correctBirthDate(Actor patient, LocalDate born) {
        database.transact(entities -> entities.find(
                        Patient.class, patient.requirePatient().value())
                .correct(details(patient.account().name(), born)));
    }

    List<LedgerCommand> commands() {
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

    String publicKey(Actor person) {
        return database.inTransaction(
                entities -> entities.find(Patient.class, person.requirePatient().value())
                        .signing()
                        .publicKey());
    }

    void sql(String sql) {
        database.transact(entities -> entities.createNativeQuery(sql).executeUpdate());
    }

    @Override
    public void close() {
        database.close();
    }
}
