package org.chartseal.domain.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chartseal.domain.people.PatientDesk.RECEPTION;
import static org.chartseal.domain.people.PatientDesk.details;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import org.chartseal.domain.people.LikelyDuplicate.Evidence;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisterPatientIT {

    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPatientGetsANumberAKeyAndAPseudonymOnTheLedger() {
        database.transact(entities -> {
            var registered = new PatientDesk(entities)
                    .register()
                    .register(
                            RECEPTION,
                            new RegisterPatient.Command(details("明", "李", "1980-05-17", "+86 10 1234 5678"), ""));

            assertThat(registered.number()).isEqualTo("100001");
            Patient patient = entities.find(Patient.class, registered.id().value());
            assertThat(patient.name()).isEqualTo(new PersonName("明", "李"));
            assertThat(single(entities, "SELECT kind || ' ' || subject FROM ledger_outbox"))
                    .isEqualTo("register-subject " + patient.ledgerSubject());
            assertThat(single(entities, "SELECT payload ->> 'publicKey' FROM ledger_outbox"))
                    .isEqualTo(patient.signing().publicKey());
            assertThat(single(entities, "SELECT action || ' ' || subject FROM activity_log"))
                    .isEqualTo("patient-registered " + registered.id());
        });
    }

    @Test
    void onlyReceptionRegisters() {
        database.transact(entities -> assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new PatientDesk(entities)
                        .register()
                        .register(
                                Actor.staff("admin", Role.ADMINISTRATOR),
                                new RegisterPatient.Command(details("Jane", "Doe", "1980-05-17", ""), "")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("role-missing")));
    }

    @Test
    void aLikelyDuplicateNeedsAReasonWhichIsKept() {
        database.transact(entities -> {
            PatientDesk desk = new PatientDesk(entities);
            PatientId known = desk.known(details("Élodie", "Fournier", "1980-05-17", ""));
            PatientDetails again = details("Elodie", "Fournier", "1980-05-17", "");

            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> desk.register().register(RECEPTION, new RegisterPatient.Command(again, " ")))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("patient-likely-duplicate"));
            assertThat(desk.duplicates().find(RECEPTION, again))
                    .extracting(found -> found.patient().id())
                    .containsExactly(known);

            desk.register().register(RECEPTION, new RegisterPatient.Command(again, "Her twin, same first name"));
            assertThat(single(entities, "SELECT detail FROM activity_log WHERE detail <> ''"))
                    .isEqualTo("Her twin, same first name");
        });
    }

    @Test
    void duplicatesComeByNameBirthDateTelephoneAndIdentifierLikeliestFirst() {
        database.transact(entities -> {
            PatientDesk desk = new PatientDesk(entities);
            PatientId byIdentifier =
                    desk.known(details("Max", "Meier", "1950-01-01", "", new Identifier("national", "A 1")));
            PatientId byName = desk.known(details("Amina", "Yusuf", "1990-03-04", ""));
            PatientId bySwappedDate = desk.known(details("Amina", "Yusuf", "1990-04-03", ""));
            PatientId byPhone = desk.known(details("Omar", "Yusuf", "2015-09-09", "0170 1234567"));
            desk.known(details("Somebody", "Else", "1990-03-04", ""));

            List<LikelyDuplicate> found = desk.duplicates()
                    .find(
                            RECEPTION,
                            details(
                                    "Yusuf",
                                    "Amina",
                                    "1990-03-04",
                                    "+49 170 1234567",
                                    new Identifier("national", "A 1")));

            assertThat(found)
                    .extracting(duplicate -> duplicate.patient().id())
                    .containsExactly(byIdentifier, byName, bySwappedDate, byPhone);
            assertThat(found.get(0).evidence()).isEqualTo(Set.of(Evidence.IDENTIFIER));
            assertThat(found.get(1).evidence()).isEqualTo(Set.of(Evidence.BIRTH_DATE, Evidence.NAME));
            assertThat(found.get(2).evidence()).contains(Evidence.BIRTH_DATE_NEARLY);
            assertThat(found.get(3).likely()).isFalse();
        });
        database.transact(entities -> assertThat(
                        single(entities, "SELECT count(*)::text FROM access_log WHERE what = 'duplicate-check'"))
                .isEqualTo("4"));
    }

    @Test
    void anIdentifierBelongsToOnePatient() {
        Identifier passport = new Identifier("passport", "X123");
        database.transact(
                entities -> new PatientDesk(entities).known(details("Jane", "Doe", "1980-05-17", "", passport)));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> database.transact(entities -> new PatientDesk(entities)
                        .register()
                        .register(
                                RECEPTION,
                                new RegisterPatient.Command(
                                        details("Ola", "Nordmann", "1970-01-01", "", passport), "another person"))))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("identifier-taken");
                    assertThat(refused.field()).isEqualTo("identifier");
                    assertThat(refused.facts()).containsEntry("numbers", "X123");
                });
    }

    @Test
    void allIssuedNumbersAndContactsAreKeptAndFoundAndEachCanGoAlone() {
        Identifier passport = new Identifier("passport", "X123");
        Identifier insurance = new Identifier("insurance", "777-1");
        ContactPoint daughter = new ContactPoint("phone", "0170 7654321", "daughter");
        ContactPoint work = new ContactPoint("email", "jane@work.example", "");
        PatientId id = database.inTransaction(entities -> new PatientDesk(entities)
                .known(withContacts(
                        details("Jane", "Doe", "1980-05-17", "0170 1", passport, insurance), daughter, work)));
        database.transact(entities -> {
            PatientDesk desk = new PatientDesk(entities);
            var shown = desk.view().view(RECEPTION, id);
            assertThat(shown.identifiers()).containsExactlyInAnyOrder(passport, insurance);
            assertThat(shown.contact().others()).containsExactlyInAnyOrder(daughter, work);
            assertThat(desk.find().find(RECEPTION, "0170 7654321", 5)).hasSize(1);
            assertThat(desk.duplicates().find(RECEPTION, details("Ben", "Other", "2010-01-01", "0170 7654321")))
                    .hasSize(1);
        });

        database.transact(entities -> new PatientDesk(entities)
                .correct()
                .correct(
                        RECEPTION,
                        new CorrectPatient.Command(
                                id, 0, withContacts(details("Jane", "Doe", "1980-05-17", "0170 1", insurance), work))));

        database.transact(entities -> {
            var shown = new PatientDesk(entities).view().view(RECEPTION, id);
            assertThat(shown.identifiers()).containsExactly(insurance);
            assertThat(shown.contact().others()).containsExactly(work);
            assertThat(new PatientDesk(entities).find().find(RECEPTION, "0170 7654321", 5))
                    .isEmpty();
        });
    }

    private static PatientDetails withContacts(PatientDetails details, ContactPoint... others) {
        Contact known = details.contact();
        return new PatientDetails(
                details.name(),
                details.birthDate(),
                details.sex(),
                new Contact(known.phone(), known.email(), known.address(), known.language(), Set.of(others)),
                details.identifiers());
    }

    @Test
    void aCorrectionFromAnOldFormIsRefusedAndChangesNothing() {
        PatientId id = database.inTransaction(
                entities -> new PatientDesk(entities).known(details("Jane", "Doe", "1980-05-17", "")));
        database.transact(entities -> new PatientDesk(entities)
                .correct()
                .correct(RECEPTION, new CorrectPatient.Command(id, 0, details("Jane", "Roe", "1980-05-17", "1"))));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> database.transact(entities -> new PatientDesk(entities)
                        .correct()
                        .correct(
                                RECEPTION,
                                new CorrectPatient.Command(id, 0, details("Jane", "Poe", "1980-05-17", "2")))))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("changed-meanwhile"));
        database.transact(entities -> {
            var shown = new PatientDesk(entities).view().view(RECEPTION, id);
            assertThat(shown.name().family()).isEqualTo("Roe");
            assertThat(shown.age()).isEqualTo(46);
        });
    }

    @Test
    void nobodyIsBornTomorrow() {
        database.transact(entities -> assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new PatientDesk(entities).known(details("Jane", "Doe", "2026-11-22", "")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("birth-date-in-future")));
    }

    private static String single(EntityManager entities, String sql) {
        return (String) entities.createNativeQuery(sql, String.class).getSingleResult();
    }
}
