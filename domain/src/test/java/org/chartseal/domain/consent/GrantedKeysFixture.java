package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.documents.KeyHolder;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.documents.RecordPart;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.records.SealingFixture;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPeople;

/** Patients who let others read, and objects that are sealed about them. */
final class GrantedKeysFixture implements AutoCloseable {

    /** A sealed object. */
    record Sealed(ObjectContext context, ObjectAddress address) {}

    final SealingFixture sealing = new SealingFixture();
    final TestLedger ledger = new TestLedger();
    final TestObjects objects = sealing.objects;
    final Grantee doctor = Grantee.of(sealing.author);
    volatile Clock clock = TestPeople.CLOCK;
    PatientId patient = sealing.patient;

    /** Another patient from now on, of whom nothing is sealed. */
    void nextPatient() {
        clock = TestPeople.CLOCK;
        patient = person(LocalDate.of(1980, 5, 17));
    }

    PatientId person(LocalDate born) {
        PatientId id = new PatientId(UUID.randomUUID());
        transact(entities -> entities.persist(new Patient(
                id,
                "N-" + id,
                new PatientDetails(new PersonName("Jane", "Doe"), born, Sex.FEMALE, Contact.NONE, Set.of()),
                new LedgerSubjectId(UUID.randomUUID()),
                sealing.keys.create(),
                new Account("reception"),
                TestPeople.NOW)));
        return id;
    }

    void advance(Duration time) {
        clock = Clock.offset(clock, time);
    }

    Sealed seal(RecordCategory category) {
        return seal(category, UUID.randomUUID(), 1);
    }

    Sealed seal(RecordCategory category, UUID record, int version) {
        return call(entities -> seal(entities, category, record, version));
    }

    Sealed seal(EntityManager entities, RecordCategory category, UUID record, int version) {
        ObjectContext context = new ObjectContext(patient.value(), record, version);
        try {
            return new Sealed(
                    context,
                    objects.keys(entities, clock)
                            .seal(
                                    context,
                                    new RecordPart(category.code(), record),
                                    out -> out.write("content".getBytes(StandardCharsets.UTF_8)))
                            .address());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** For a month. */
    GrantId give(Grantee grantee, What what) {
        return call(entities -> give(entities, Permission.of(patient, grantee, what, month())));
    }

    GrantId give(EntityManager entities, Permission permission) {
        return issue(entities).issue(entities.find(Patient.class, patient.value()), permission, new Account("patient"));
    }

    GrantId giveToProxy(PatientId person, What what) {
        return call(entities -> give(
                entities, Permission.toProxy(patient, person, what, Mandate.byPatient(Relationship.CARER), month())));
    }

    Permission.Period month() {
        Instant now = clock.instant();
        return new Permission.Period(now, now.plus(Duration.ofDays(30)));
    }

    private IssueGrant issue(EntityManager entities) {
        return new IssueGrant(
                entities,
                sealing.keys,
                objects.granted(entities, clock),
                new LedgerOutbox(entities, clock),
                UUID::randomUUID,
                new SecureSalts(),
                clock);
    }

    void revoke(GrantId grant) {
        transact(entities -> revoke(entities, grant));
    }

    void revoke(EntityManager entities, GrantId grant) {
        new RevokeAccess(
                        entities,
                        new OpenRecord(new AccessPolicy(entities, clock), new AccessLog(entities), clock),
                        sealing.keys,
                        objects.granted(entities, clock),
                        new LedgerOutbox(entities, clock),
                        clock)
                .end(entities.find(AccessGrant.class, grant.value()), AccessGrant.End.TAKEN_AWAY);
    }

    KeepGrantedKeys.Progress keepInStep() {
        return keeping().step();
    }

    private KeepGrantedKeys keeping() {
        return new KeepGrantedKeys(sealing.transactions(), objects, objects.vault(), ledger, UUID::randomUUID, clock);
    }

    /** From now on the ledger has the grant as it was signed. */
    void tellLedger(GrantId grant) {
        transact(entities -> {
            AccessGrant row = entities.find(AccessGrant.class, grant.value());
            Object[] message = (Object[]) entities.createNativeQuery(
                            "SELECT kind, subject, CAST(payload AS text) FROM ledger_outbox WHERE subject = ?1")
                    .setParameter(1, row.ledgerId().toString())
                    .getSingleResult();
            ledger.give(row.ledgerId(), (GiveAccess)
                    new OutboxMessage((String) message[0], (String) message[1], (String) message[2]).command());
        });
    }

    static Opener keyOf(Grantee grantee) {
        return Opener.grantee(KeyHolder.valueOf(grantee.kind().name()), grantee.id());
    }

    /** "content", or the code of the refusal. */
    String open(Opener opener, Sealed object) {
        try {
            return call(entities -> {
                try (InputStream in = objects.keys(entities, clock).open(opener, object.context(), object.address())) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            });
        } catch (Refused refused) {
            return refused.code();
        }
    }

    /** What the monitor says of the object's keys. */
    Optional<ObjectDamage> damage(Sealed object) {
        try {
            return call(entities -> {
                objects.keys(entities, clock).requireKeys(object.context(), object.address());
                return Optional.empty();
            });
        } catch (Refused refused) {
            return ObjectDamage.of(refused);
        }
    }

    long count(String of) {
        return call(entities -> (Long) entities.createNativeQuery("SELECT count(*) FROM " + of, Long.class)
                .getSingleResult());
    }

    int sql(String statement) {
        return call(entities -> entities.createNativeQuery(statement).executeUpdate());
    }

    /** As somebody who may do anything in the database. */
    void force(String statement) {
        transact(entities -> {
            entities.createNativeQuery("SET LOCAL session_replication_role = replica")
                    .executeUpdate();
            entities.createNativeQuery(statement).executeUpdate();
        });
    }

    <T> T call(Function<EntityManager, T> work) {
        return sealing.database.inTransaction(work);
    }

    void transact(Consumer<EntityManager> work) {
        sealing.database.transact(work);
    }

    @Override
    public void close() {
        sealing.close();
    }
}
