package org.chartseal.domain.passkeys;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.consent.IssueGrant;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RevokeAccess;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPasskeys;
import org.chartseal.domain.testing.TestPeople;

/** What the tests of passkeys share: devices, keys, ids and a clock, and the use cases wired with them. */
final class PasskeyDesk {

    final TestClock clock = new TestClock(TestPeople.NOW);
    final TestKeys keys = new TestKeys();
    final TestPasskeys devices = new TestPasskeys();
    private final AtomicLong lastId = new AtomicLong();
    final IdGenerator ids = () -> new UUID(0x7000L, lastId.incrementAndGet());

    PasskeyQuestions questions(EntityManager entities) {
        return new PasskeyQuestions(entities, clock);
    }

    RegisterPasskey registering(EntityManager entities) {
        return new RegisterPasskey(
                entities, questions(entities), devices, keys, outbox(entities), activities(entities), ids, clock);
    }

    RemovePasskey removing(EntityManager entities) {
        return new RemovePasskey(
                entities,
                questions(entities),
                awaited(entities),
                devices,
                keys,
                outbox(entities),
                activities(entities),
                ids,
                clock);
    }

    SignWithPasskey signing(EntityManager entities) {
        return new SignWithPasskey(
                entities, questions(entities), awaited(entities), devices, outbox(entities), ids, clock);
    }

    AwaitedStatements awaited(EntityManager entities) {
        return new AwaitedStatements(entities, issue(entities), revoking(entities), clock);
    }

    IssueGrant issue(EntityManager entities) {
        return new IssueGrant(
                entities,
                keys,
                new TestObjects().granted(entities, clock),
                outbox(entities),
                ids,
                new SecureSalts(),
                clock);
    }

    RevokeAccess revoking(EntityManager entities) {
        return new RevokeAccess(
                entities, door(entities), keys, new TestObjects().granted(entities, clock), outbox(entities), clock);
    }

    OpenRecord door(EntityManager entities) {
        return new OpenRecord(new AccessPolicy(entities, clock), new AccessLog(entities), clock);
    }

    LedgerOutbox outbox(EntityManager entities) {
        return new LedgerOutbox(entities, clock);
    }

    private ActivityLog activities(EntityManager entities) {
        return new ActivityLog(entities, clock);
    }

    /** A new patient, who is that actor. */
    void persist(EntityManager entities, Actor actor) {
        entities.persist(new Patient(
                actor.requirePatient(),
                "N-" + actor.account(),
                new PatientDetails(
                        new PersonName("Jane", actor.account().name()),
                        LocalDate.of(1980, 5, 17),
                        Sex.FEMALE,
                        Contact.NONE,
                        Set.of()),
                new LedgerSubjectId(TestPeople.id("subject " + actor.account())),
                keys.create(),
                new Account("reception"),
                TestPeople.NOW));
    }

    /** What waits for the ledger, in order. */
    static List<LedgerCommand> commands(TestDatabase database) {
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
}
