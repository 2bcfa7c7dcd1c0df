package org.chartseal.domain.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chartseal.domain.scheduling.TestDesk.CONSULTATION;
import static org.chartseal.domain.scheduling.TestDesk.RECEPTION;
import static org.chartseal.domain.scheduling.TestDesk.monday;
import static org.chartseal.domain.scheduling.TestDesk.wish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.passkeys.Passkey;
import org.chartseal.domain.passkeys.PasskeyId;
import org.chartseal.domain.passkeys.PasskeyName;
import org.chartseal.domain.passkeys.PasskeyOwner;
import org.chartseal.domain.passkeys.WebAuthn.NewPasskey;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.BookAppointment.Booked;
import org.chartseal.domain.scheduling.BookAppointment.Outcome;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a booking gives to read: asked for, shortened, refused, signed by the patient, and moved with the visit. */
class VisitAccessIT {

    private TestDatabase database;
    private TestDesk desk;
    private PatientId jane;

    @BeforeEach
    void furnish() {
        database = TestDatabase.fresh();
        desk = new TestDesk(database);
        jane = desk.patient("Jane", "Doe");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theGrantOfAPatientWithAPasskeyWaitsForThemAndGoesWithTheVisit() {
        database.transact(entities -> {
            NewPasskey made = new NewPasskey("credential", "AA==", "11".repeat(32));
            PasskeyScope scope = new PasskeyScope("localhost", List.of("http://localhost:8080"));
            Passkey phone = new Passkey(
                    new PasskeyId(TestPeople.id("passkey")),
                    PasskeyOwner.of(jane),
                    new PasskeyName("Phone"),
                    made,
                    scope,
                    TestPeople.NOW);
            entities.persist(phone);
            entities.flush();
            entities.find(Patient.class, jane.value())
                    .signWithPasskey(phone.id().value(), made.publicKey(), made.thumbprint());
        });

        AppointmentId id = booked(desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0))));

        assertThat(rows("access_grant")).isZero();
        assertThat(rows("ledger_outbox")).isZero();
        assertThat(rows("awaited_grant")).isOne();
        desk.with(one -> {
            new CancelAppointment(one.moves(), one.grants()).cancel(RECEPTION, id, 0, "ill");
            return Optional.empty();
        });
        assertThat(rows("awaited_grant")).isZero();
    }

    private long rows(String table) {
        return database.inTransaction(entities -> ((Number) entities.createNativeQuery("SELECT count(*) FROM " + table)
                        .getSingleResult())
                .longValue());
    }

    @Test
    void thePatientShortensOrRefusesWhatABookingGives() {
        booked(desk.book().book(RECEPTION, giving(jane, desk.osei, monday(9, 0), VisitAccess.until(7))));
        booked(desk.book().book(RECEPTION, giving(jane, desk.osei, monday(9, 30), VisitAccess.until(0))));
        booked(desk.book().book(RECEPTION, giving(jane, desk.osei, monday(10, 0), VisitAccess.NONE)));

        assertThat(ends()).containsExactlyInAnyOrder(monday(9, 30).plus(Duration.ofDays(7)), monday(10, 0));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> VisitAccess.until(31))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("visit-access-too-long"));
    }

    @Test
    void aMoveGivesAsMuchAsBeforeAndNothingThatThePatientTookAway() {
        AppointmentId kept =
                booked(desk.book().book(RECEPTION, giving(jane, desk.osei, monday(9, 0), VisitAccess.until(7))));
        AppointmentId taken =
                booked(desk.book().book(RECEPTION, giving(jane, desk.osei, monday(9, 30), VisitAccess.USUAL)));
        desk.with(one -> {
            AccessGrant grant = one.entities()
                    .createQuery(
                            "SELECT g FROM AccessGrant g WHERE g.permission.appointmentId = :visit", AccessGrant.class)
                    .setParameter("visit", taken.value())
                    .getSingleResult();
            one.revoke().revoke(Actor.patient("jane", jane), grant.id());
            return Optional.empty();
        });

        desk.move().move(RECEPTION, new MoveAppointment.Command(kept, 0, desk.osei, monday(11, 0)));
        desk.move().move(RECEPTION, new MoveAppointment.Command(taken, 0, desk.osei, monday(11, 30)));

        assertThat(ends()).containsExactly(monday(11, 30).plus(Duration.ofDays(7)));
    }

    /** When the grants that stand end. */
    private List<Instant> ends() {
        return database.inTransaction(entities -> entities.createQuery(
                        "SELECT g FROM AccessGrant g WHERE g.revokedAt IS NULL", AccessGrant.class)
                .getResultStream()
                .map(grant -> grant.permission().period().until())
                .toList());
    }

    private static BookAppointment.Command giving(
            PatientId patient, PractitionerId doctor, Instant start, VisitAccess access) {
        return new BookAppointment.Command(UUID.randomUUID(), patient, doctor, CONSULTATION, start, "", access);
    }

    private static AppointmentId booked(Outcome outcome) {
        return ((Booked) outcome).appointment();
    }
}
