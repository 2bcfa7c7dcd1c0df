package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.AccessDecision.Denied;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessPolicyIT {

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aPatientReadsOwnRecordAndNoOther() {
        database.transact(entities -> {
            Patient own = TestPeople.patient(entities, "Élodie", "Fournier");
            Patient other = TestPeople.patient(entities, "明", "李");
            Actor actor = Actor.patient("patient", own.id());

            assertThat(decide(entities, actor, own, RecordCategory.LABORATORY)).isEqualTo(Allowed.by(Basis.SELF));
            assertThat(decide(entities, actor, other, RecordCategory.LABORATORY))
                    .isInstanceOf(Denied.class);
        });
    }

    @Test
    void aDoctorReadsWhatTheGrantNamesUntilItIsTakenAway() {
        database.transact(entities -> {
            Practitioner doctor = TestPeople.physician(entities, TestPeople.department(entities, "cardiology"), "Osei");
            Patient patient = TestPeople.patient(entities, "Jane", "Doe");
            Actor actor = Actor.practitioner("osei", Role.DOCTOR, doctor.id());
            assertThat(decide(entities, actor, patient, RecordCategory.NOTES))
                    .isEqualTo(new Denied("access-not-granted"));

            AccessGrant grant = new AccessGrant(
                    new GrantId(TestPeople.id("grant")),
                    new LedgerGrantId(TestPeople.id("ledger grant")),
                    Permission.of(
                            patient.id(),
                            Grantee.of(doctor.id()),
                            Permission.What.of(EnumSet.of(RecordCategory.NOTES)),
                            new Permission.Period(TestPeople.NOW, TestPeople.NOW.plus(Duration.ofDays(1)))),
                    new Account("patient"),
                    TestPeople.NOW);
            entities.persist(grant);
            entities.flush();
            assertThat(decide(entities, actor, patient, RecordCategory.NOTES))
                    .isEqualTo(new Allowed(
                            Basis.GRANT,
                            Optional.of(grant.id().value()),
                            Optional.of(grant.permission().period().until())));
            assertThat(decide(entities, actor, patient, RecordCategory.LABORATORY))
                    .isInstanceOf(Denied.class);

            grant.revoke(AccessGrant.End.TAKEN_AWAY, TestPeople.NOW);
            entities.flush();
            assertThat(decide(entities, actor, patient, RecordCategory.NOTES)).isInstanceOf(Denied.class);
        });
    }

    @Test
    void aGrantThatTheLedgerHoldsAsRevokedOpensNothingWhateverTheDatabaseSays() {
        database.transact(entities -> {
            Practitioner doctor = TestPeople.physician(entities, TestPeople.department(entities, "surgery"), "Haas");
            Patient patient = TestPeople.patient(entities, "Rosa", "Parks");
            Actor actor = Actor.practitioner("haas", Role.DOCTOR, doctor.id());
            AccessGrant grant = new AccessGrant(
                    new GrantId(TestPeople.id("grant set back")),
                    new LedgerGrantId(TestPeople.id("ledger grant set back")),
                    Permission.of(
                            patient.id(),
                            Grantee.of(doctor.id()),
                            Permission.What.of(EnumSet.allOf(RecordCategory.class)),
                            new Permission.Period(TestPeople.NOW, TestPeople.NOW.plus(Duration.ofDays(1)))),
                    new Account("patient"),
                    TestPeople.NOW);
            entities.persist(grant);
            entities.flush();
            assertThat(decide(entities, actor, patient, RecordCategory.NOTES)).isInstanceOf(Allowed.class);
            assertThat(reads(entities, actor, patient)).isTrue();

            told(
                    entities,
                    "UPDATE ledger_grant SET revoked_block = 7, revoked_transaction = 't7' WHERE id = ?1",
                    grant);
            assertThat(decide(entities, actor, patient, RecordCategory.NOTES))
                    .isEqualTo(new Denied("access-not-granted"));
            assertThat(reads(entities, actor, patient)).isFalse();
        });
    }

    private static void told(EntityManager entities, String sql, AccessGrant grant) {
        entities.flush();
        entities.createNativeQuery(sql)
                .setParameter(1, grant.ledgerId().value())
                .executeUpdate();
    }

    /** Whether the patient is among those whom a list may show to the doctor. */
    private static boolean reads(EntityManager entities, Actor actor, Patient patient) {
        return new OpenList(
                        new AccessPolicy(entities, TestPeople.CLOCK),
                        new AccessLog(entities),
                        Clock.fixed(TestPeople.NOW, ZoneOffset.UTC))
                .open(actor, List.of(patient.id()), RecordCategory.NOTES, "test")
                .contains(patient.id());
    }

    @Test
    void receptionSeesWhoButNotWhat() {
        database.transact(entities -> {
            Patient patient = TestPeople.patient(entities, "Amina", "Yusuf");
            Actor reception = Actor.staff("reception", Role.RECEPTIONIST);

            assertThat(new AccessPolicy(entities, TestPeople.CLOCK)
                            .decide(
                                    reception,
                                    patient.id(),
                                    RecordCategory.DEMOGRAPHICS,
                                    Purpose.ADMINISTRATION,
                                    TestPeople.NOW))
                    .isEqualTo(Allowed.by(Basis.RECEPTION));
            assertThat(decide(entities, reception, patient, RecordCategory.DEMOGRAPHICS))
                    .isInstanceOf(Denied.class);
            assertThat(decide(entities, reception, patient, RecordCategory.NOTES))
                    .isInstanceOf(Denied.class);
        });
    }

    @Test
    void theLaboratoryReadsNothingOfAPatientWithoutARequest() {
        database.transact(entities -> {
            Patient patient = TestPeople.patient(entities, "Ola", "Nordmann");
            Actor technician = Actor.staff("labtech", Role.LAB_TECHNICIAN);

            assertThat(decide(entities, technician, patient, RecordCategory.LABORATORY))
                    .isEqualTo(new Denied("access-no-lab-request"));
        });
    }

    private static AccessDecision decide(
            EntityManager entities, Actor actor, Patient patient, RecordCategory category) {
        entities.flush();
        return new AccessPolicy(entities, TestPeople.CLOCK)
                .decide(actor, patient.id(), category, Purpose.TREATMENT, TestPeople.NOW);
    }
}
