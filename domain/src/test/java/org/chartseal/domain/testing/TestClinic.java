package org.chartseal.domain.testing;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.records.SigningHand;
import org.hl7.fhir.r4.model.Resource;

/**
 * A hospital with one patient: Dr. Osei may read and sign for her, Dr. Haas may read but is not verified, Dr. Lind is
 * verified but has no grant.
 */
public final class TestClinic implements AutoCloseable {

    public static final Clock CLOCK = Clock.fixed(TestPeople.NOW, ZoneOffset.UTC);

    public final TestDatabase database = TestDatabase.fresh();
    public final TestObjects objects = new TestObjects();
    public final TestKeys keys = new TestKeys();
    public final PatientId patient;
    public final Actor osei;
    public final Actor haas;
    public final Actor lind;

    public TestClinic() {
        osei = doctor("Osei");
        haas = doctor("Haas");
        lind = doctor("Lind");
        patient = database.inTransaction(entities -> {
            Department department = TestPeople.department(entities, "cardiology");
            persist(entities, department, osei, true);
            persist(entities, department, haas, false);
            persist(entities, department, lind, true);
            PatientId jane = TestPeople.patient(entities, "Jane", "Doe").id();
            grant(entities, jane, osei);
            grant(entities, jane, haas);
            return jane;
        });
    }

    private static Actor doctor(String family) {
        return Actor.practitioner(family, Role.DOCTOR, new PractitionerId(TestPeople.id("practitioner " + family)));
    }

    private void persist(EntityManager entities, Department department, Actor actor, boolean verified) {
        Practitioner practitioner = new Practitioner(
                actor.requirePractitioner(),
                Optional.of(actor.account()),
                "Dr.",
                new PersonName("Ama", actor.account().name()),
                Profession.PHYSICIAN,
                "cardiology",
                department.id(),
                keys.create(),
                TestPeople.NOW);
        if (verified) {
            practitioner.verify(
                    new Licence("L-" + actor.account(), "Medical Council", LocalDate.of(2030, 1, 1)),
                    new Account("admin"),
                    TestPeople.NOW,
                    LocalDate.now(CLOCK));
        }
        entities.persist(practitioner);
    }

    private static void grant(EntityManager entities, PatientId patient, Actor actor) {
        entities.persist(new AccessGrant(
                new GrantId(TestPeople.id("grant " + actor.account())),
                new LedgerGrantId(TestPeople.id("ledger grant " + actor.account())),
                Permission.of(
                        patient,
                        Grantee.of(actor.requirePractitioner()),
                        Permission.What.everything(),
                        new Permission.Period(TestPeople.NOW, TestPeople.NOW.plus(Duration.ofDays(30)))),
                new Account("patient"),
                TestPeople.NOW));
    }

    /** The door, over that entity manager. */
    public OpenRecord door(EntityManager entities) {
        return new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK);
    }

    /** The right to sign, over that entity manager. */
    public MaySign maySign(EntityManager entities) {
        return new MaySign(entities, door(entities), CLOCK);
    }

    /** Sealing, over that entity manager. */
    public SealRecord seals(EntityManager entities) {
        return new SealRecord(entities, objects.keys(entities), hand(), CLOCK);
    }

    /** The hand that signs for all of them. */
    public SigningHand hand() {
        return new TestHand(
                keys,
                () -> new Salt(new byte[Salt.LENGTH]),
                () -> {
                    throw new IllegalStateException("nothing is to be drawn");
                },
                CLOCK);
    }

    /** How many rows the table, with its condition, has. */
    public long count(String table) {
        return database.inTransaction(entities -> ((Number) entities.createNativeQuery("SELECT count(*) FROM " + table)
                        .getSingleResult())
                .longValue());
    }

    /** The canonical content that the source maps the rows to now. */
    public static String content(SealedSource source, UUID record) {
        return canonical(source.currentContent(new RecordId(record)));
    }

    /** The resource's canonical text. */
    public static String canonical(Resource resource) {
        return CanonicalContent.of(resource).text();
    }

    /** The commitment that was sealed for the version, as hexadecimal text. */
    public String commitment(UUID record, int version) {
        return database.inTransaction(entities -> (String) entities.createNativeQuery(
                        "SELECT commitment FROM record_version WHERE record_id = ?1 AND version = ?2", String.class)
                .setParameter(1, record)
                .setParameter(2, version)
                .getSingleResult());
    }

    /** The commitment that this content has under the salt with which this clinic seals. */
    public static String commitmentOf(Resource resource) {
        return CanonicalContent.of(resource)
                .commitment(new Salt(new byte[Salt.LENGTH]))
                .hex();
    }

    @Override
    public void close() {
        database.close();
    }
}
