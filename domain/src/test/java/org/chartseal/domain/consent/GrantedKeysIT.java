package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.GrantedKeysFixture.Sealed;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.research.Study;
import org.chartseal.domain.research.StudyId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever was given access has the keys of what it opens, and nobody else, and not longer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantedKeysIT {

    private static final String OPENS = "content";
    private static final String NO_KEY = ObjectDamage.KEY_MISSING.code();
    private static final What EVERYTHING = What.everything();

    private final GrantedKeysFixture fixture = new GrantedKeysFixture();
    private final Opener doctor = GrantedKeysFixture.keyOf(fixture.doctor);

    @AfterAll
    void close() {
        fixture.close();
    }

    @BeforeEach
    void another() {
        fixture.nextPatient();
    }

    @Test
    void aGrantForEverythingOpensAllThatIsNotSensitive() {
        for (RecordCategory category : EnumSet.of(
                RecordCategory.NOTES, RecordCategory.LABORATORY, RecordCategory.IMAGING, RecordCategory.GENETICS)) {
            Sealed object = fixture.seal(category);
            assertThat(fixture.open(doctor, object)).isEqualTo(NO_KEY);
        }
        Sealed note = fixture.seal(RecordCategory.NOTES);
        Sealed sensitive = fixture.seal(RecordCategory.MENTAL_HEALTH);
        fixture.give(fixture.doctor, EVERYTHING);
        assertThat(fixture.open(doctor, note)).isEqualTo(OPENS);
        assertThat(fixture.open(doctor, sensitive)).isEqualTo(NO_KEY);
        assertThat(fixture.count(
                        "object_wrap w JOIN object_key k USING (address) WHERE w.wrap IS NOT NULL AND k.patient_id = '"
                                + fixture.patient + "'"))
                .as("two of each of six, and the doctor's of four")
                .isEqualTo(16);
    }

    @Test
    void aSensitivePartOpensOnlyWhereItIsNamed() {
        Sealed mental = fixture.seal(RecordCategory.MENTAL_HEALTH);
        Sealed genetics = fixture.seal(RecordCategory.GENETICS);
        Sealed note = fixture.seal(RecordCategory.NOTES);
        fixture.give(fixture.doctor, What.of(EnumSet.of(RecordCategory.MENTAL_HEALTH)));
        assertThat(fixture.open(doctor, mental)).isEqualTo(OPENS);
        assertThat(List.of(fixture.open(doctor, genetics), fixture.open(doctor, note)))
                .containsOnly(NO_KEY);
    }

    @Test
    void theDatabaseKnowsTheSensitivePartsAsThePolicyDoes() {
        for (RecordCategory category : RecordCategory.values()) {
            boolean opened = fixture.call(entities ->
                    (Boolean) entities.createNativeQuery("SELECT grant_opens('all', NULL, ?1, NULL)", Boolean.class)
                            .setParameter(1, category.code())
                            .getSingleResult());
            assertThat(opened).as(category.code()).isNotEqualTo(category.sensitive());
        }
    }

    @Test
    void aGrantOfOneRecordOpensAllItsVersionsAndNoOther() {
        UUID record = UUID.randomUUID();
        Sealed first = fixture.seal(RecordCategory.NOTES, record, 1);
        Sealed other = fixture.seal(RecordCategory.NOTES);
        fixture.give(fixture.doctor, What.one(RecordCategory.NOTES, record));
        Sealed second = fixture.seal(RecordCategory.NOTES, record, 2);
        Sealed otherLater = fixture.seal(RecordCategory.NOTES);
        assertThat(List.of(fixture.open(doctor, first), fixture.open(doctor, second)))
                .containsOnly(OPENS);
        assertThat(List.of(fixture.open(doctor, other), fixture.open(doctor, otherLater)))
                .containsOnly(NO_KEY);
    }

    @Test
    void whatIsSealedWhileAGrantHoldsIsWrappedForIt() {
        fixture.give(fixture.doctor, EVERYTHING);
        Sealed later = fixture.seal(RecordCategory.LABORATORY);
        Sealed sensitive = fixture.seal(RecordCategory.REPRODUCTIVE_HEALTH);
        assertThat(fixture.open(doctor, later)).isEqualTo(OPENS);
        assertThat(fixture.open(doctor, sensitive)).isEqualTo(NO_KEY);
    }

    @Test
    void aRevocationTakesTheKeysAndALaterVersionHasOneThatWasNeverGiven() {
        UUID record = UUID.randomUUID();
        Sealed first = fixture.seal(RecordCategory.NOTES, record, 1);
        GrantId grant = fixture.give(fixture.doctor, EVERYTHING);
        assertThat(fixture.open(doctor, first)).isEqualTo(OPENS);
        fixture.revoke(grant);
        Sealed second = fixture.seal(RecordCategory.NOTES, record, 2);
        assertThat(List.of(fixture.open(doctor, first), fixture.open(doctor, second)))
                .containsOnly(NO_KEY);
        assertThat(List.of(fixture.open(Opener.HOSPITAL, second), fixture.open(Opener.PATIENT, first)))
                .containsOnly(OPENS);
        assertThat(wrapsOfDoctor(first)).as("rows stay and say when").isEqualTo(1);
        assertThat(wrapsOfDoctor(second)).isZero();
        assertThat(fixture.damage(first)).isEmpty();
    }

    private long wrapsOfDoctor(Sealed object) {
        return fixture.count(
                "object_wrap w JOIN key_recipient r ON r.id = w.recipient_id WHERE r.holder = 'practitioner' AND address = '"
                        + object.address() + "'");
    }

    @Test
    void whatIsGivenAgainOpensAgain() {
        Sealed object = fixture.seal(RecordCategory.NOTES);
        fixture.revoke(fixture.give(fixture.doctor, EVERYTHING));
        fixture.give(fixture.doctor, EVERYTHING);
        assertThat(fixture.open(doctor, object)).isEqualTo(OPENS);
        assertThat(wrapsOfDoctor(object)).isEqualTo(2);
    }

    @Test
    void ofTwoGrantsToTheSameTheOtherGoesOn() {
        Sealed note = fixture.seal(RecordCategory.NOTES);
        Sealed result = fixture.seal(RecordCategory.LABORATORY);
        GrantId everything = fixture.give(fixture.doctor, EVERYTHING);
        GrantId notes = fixture.give(fixture.doctor, What.of(EnumSet.of(RecordCategory.NOTES)));
        assertThat(wrapsOfDoctor(note)).as("one for both").isEqualTo(1);
        fixture.revoke(everything);
        assertThat(fixture.open(doctor, note)).isEqualTo(OPENS);
        assertThat(fixture.open(doctor, result)).isEqualTo(NO_KEY);
        fixture.revoke(notes);
        assertThat(fixture.open(doctor, note)).isEqualTo(NO_KEY);
    }

    @Test
    void eachKindOfGranteeHasAKeyOfItsOwn() {
        PatientId person = fixture.person(LocalDate.of(1970, 1, 1));
        InsurerId insurer = new InsurerId(UUID.randomUUID());
        StudyId study = new StudyId(UUID.randomUUID());
        UUID department =
                fixture.call(entities -> (UUID) entities.createNativeQuery("SELECT id FROM department", UUID.class)
                        .getSingleResult());
        fixture.transact(entities -> {
            entities.persist(new Insurer(insurer, "Insurer " + insurer));
            entities.persist(new Study(study, "Study " + study, "Sponsor", "A-1", LocalDate.of(2030, 1, 1)));
        });
        Sealed object = fixture.seal(RecordCategory.NOTES);
        Set<Grantee> grantees = Set.of(
                fixture.doctor,
                Grantee.of(new DepartmentId(department)),
                Grantee.of(insurer),
                Grantee.of(study),
                Grantee.proxy(person));
        for (Grantee grantee : grantees) {
            Opener opener = GrantedKeysFixture.keyOf(grantee);
            assertThat(fixture.open(opener, object)).as(grantee.code()).isEqualTo(NO_KEY);
            GrantId grant = grantee.equals(Grantee.proxy(person))
                    ? fixture.giveToProxy(person, EVERYTHING)
                    : fixture.give(grantee, EVERYTHING);
            assertThat(fixture.open(opener, object)).as(grantee.code()).isEqualTo(OPENS);
            fixture.revoke(grant);
            assertThat(fixture.open(opener, object)).as(grantee.code()).isEqualTo(NO_KEY);
        }
        assertThat(fixture.count("key_recipient WHERE holder NOT IN ('organisation', 'patient')"))
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void aGrantThatRunsOutTakesItsKeysAlong() {
        Sealed object = fixture.seal(RecordCategory.NOTES);
        fixture.give(fixture.doctor, EVERYTHING);
        assertThat(fixture.keepInStep().ended()).as("it goes on").isZero();
        fixture.advance(Duration.ofDays(30));
        assertThat(fixture.damage(object))
                .as("until they are taken away nothing is wrong")
                .isEmpty();
        Sealed later = fixture.seal(RecordCategory.NOTES);
        assertThat(fixture.open(doctor, later)).isEqualTo(NO_KEY);
        assertThat(fixture.keepInStep().ended()).isPositive();
        assertThat(fixture.open(doctor, object)).isEqualTo(NO_KEY);
        assertThat(fixture.keepInStep().ended()).isZero();
        assertThat(fixture.damage(object)).isEmpty();
    }

    @Test
    void whatTheLedgerHoldsAsRevokedIsNotToBeOpened() {
        Sealed object = fixture.seal(RecordCategory.NOTES);
        GrantId grant = fixture.give(fixture.doctor, EVERYTHING);
        fixture.sql("UPDATE ledger_grant SET revoked_block = 2, revoked_transaction = 't' WHERE id ="
                + " (SELECT ledger_id FROM access_grant WHERE id = '" + grant + "')");
        assertThat(fixture.open(doctor, fixture.seal(RecordCategory.NOTES))).isEqualTo(NO_KEY);
        fixture.keepInStep();
        assertThat(fixture.open(doctor, object)).isEqualTo(NO_KEY);
    }

    @Test
    void whoActsForAMinorHasTheKeysUntilTheyComeOfAge() {
        fixture.patient = fixture.person(LocalDate.of(2010, 1, 1));
        PatientId parent = fixture.person(LocalDate.of(1970, 1, 1));
        Opener opener = GrantedKeysFixture.keyOf(Grantee.proxy(parent));
        Sealed object = fixture.seal(RecordCategory.NOTES);
        fixture.giveToProxy(parent, EVERYTHING);
        fixture.sql("UPDATE patient SET birth_date = '2008-11-22' WHERE id = '" + fixture.patient + "'");
        fixture.keepInStep();
        assertThat(fixture.open(opener, object)).isEqualTo(OPENS);
        fixture.advance(Duration.ofDays(1));
        fixture.keepInStep();
        assertThat(fixture.open(opener, object)).isEqualTo(NO_KEY);
    }

    @Test
    void whoIsErasedLosesTheKeysOfThoseForWhomTheyActed() {
        PatientId person = fixture.person(LocalDate.of(1970, 1, 1));
        Opener opener = GrantedKeysFixture.keyOf(Grantee.proxy(person));
        Sealed object = fixture.seal(RecordCategory.NOTES);
        fixture.giveToProxy(person, EVERYTHING);
        String erasure = UUID.randomUUID().toString();
        fixture.sql("""
                INSERT INTO erasure (id, version, patient_id, subject, state, requested_by, requested_at, reason, code_hash,
                                     decided_by, decided_at, decision, signature, due_at)
                SELECT '%s', 0, id, ledger_subject, 'decided', 'x', now(), '', '%s', 'y', now(), '{}', 's', now()
                  FROM patient WHERE id = '%s'
                """.formatted(erasure, "ab".repeat(32), person));
        fixture.call(entities -> entities.createNativeQuery("SELECT begin_erasure('" + erasure + "', now())")
                .getSingleResult());
        assertThat(fixture.count("key_recipient WHERE holder = 'proxy' AND private_key IS NULL AND patient_id = '"
                        + person + "'"))
                .isEqualTo(1);
        assertThat(fixture.count("object_wrap w JOIN key_recipient r ON r.id = w.recipient_id WHERE w.wrap IS NOT NULL"
                        + " AND r.patient_id = '" + person + "'"))
                .isZero();
        assertThat(fixture.open(opener, object)).isNotEqualTo(OPENS);
        assertThat(fixture.damage(object)).isEmpty();
        assertThat(fixture.open(opener, fixture.seal(RecordCategory.NOTES))).isNotEqualTo(OPENS);
        fixture.keepInStep();
        assertThat(fixture.open(Opener.HOSPITAL, object)).isEqualTo(OPENS);
    }

    @Test
    void grantsFromBeforeThereWereMarksGetTheirKeysOnceTheLedgerSaysSo() {
        Sealed object = fixture.seal(RecordCategory.NOTES);
        GrantId grant = fixture.give(fixture.doctor, EVERYTHING);
        fixture.sql("UPDATE access_grant SET vault_mark = NULL WHERE id = '" + grant + "'");
        fixture.transact(
                entities -> fixture.objects.granted(entities, fixture.clock).bringInStep(fixture.patient.value()));
        assertThat(fixture.open(doctor, object)).isEqualTo(NO_KEY);
        fixture.keepInStep();
        assertThat(fixture.open(doctor, object))
                .as("the ledger knows no such grant")
                .isEqualTo(NO_KEY);
        fixture.tellLedger(grant);
        assertThat(fixture.keepInStep().found()).isEqualTo(1);
        assertThat(fixture.open(doctor, object)).isEqualTo(OPENS);
        assertThat(fixture.keepInStep().found()).isZero();
    }

    @Test
    void theDatabaseTakesNoKeyForWhomNobodyGaveAccess() {
        Sealed object = fixture.seal(RecordCategory.NOTES);
        GrantId grant = fixture.give(fixture.doctor, EVERYTHING);
        String insert = "INSERT INTO object_wrap (address, recipient_id, wrap) SELECT '" + object.address()
                + "', id, decode(repeat('00', 80), 'hex') FROM key_recipient WHERE practitioner_id = '"
                + fixture.doctor.id() + "'";
        assertThatThrownBy(() -> fixture.sql(insert)).hasStackTraceContaining("object_wrap_once");
        fixture.revoke(grant);
        assertThatThrownBy(() -> fixture.sql(insert)).hasStackTraceContaining("object_wrap_of_a_grant");
        assertThat(fixture.damage(object)).isEmpty();
    }
}
