package org.chartseal.domain.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chartseal.domain.scheduling.TestDesk.CONSULTATION;
import static org.chartseal.domain.scheduling.TestDesk.FIRST_VISIT;
import static org.chartseal.domain.scheduling.TestDesk.PROCEDURE;
import static org.chartseal.domain.scheduling.TestDesk.RECEPTION;
import static org.chartseal.domain.scheduling.TestDesk.monday;
import static org.chartseal.domain.scheduling.TestDesk.wish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.GrantStatement;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.scheduling.BookAppointment.Booked;
import org.chartseal.domain.scheduling.BookAppointment.Outcome;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BookAppointmentIT {

    private TestDatabase database;
    private TestDesk desk;
    private PatientId jane;
    private PatientId amina;

    @BeforeEach
    void furnish() {
        database = TestDatabase.fresh();
        desk = new TestDesk(database);
        jane = desk.patient("Jane", "Doe");
        amina = desk.patient("Amina", "Yusuf");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aBookingTakesTheTimeAndBringsASignedGrantUntilThirtyDaysAfterTheVisit() {
        AppointmentId id = booked(desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0))));

        AppointmentView shown = desk.shown(id);
        assertThat(shown.status()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(shown.time()).isEqualTo(new TimeSpan(monday(9, 0), monday(9, 30)));
        database.transact(entities -> {
            AccessGrant grant = entities.createQuery("SELECT g FROM AccessGrant g", AccessGrant.class)
                    .getSingleResult();
            assertThat(grant.permission().grantee()).isEqualTo(Grantee.of(desk.osei));
            assertThat(grant.permission().appointment()).contains(id.value());
            assertThat(grant.permission().period())
                    .isEqualTo(
                            new Permission.Period(TestPeople.NOW, monday(9, 30).plus(Duration.ofDays(30))));
            Object[] sent = (Object[]) entities.createNativeQuery(
                            "SELECT payload ->> 'text', payload ->> 'signature', payload ->> 'scope', payload ->> 'salt' FROM ledger_outbox WHERE kind = 'give-access'")
                    .getSingleResult();
            Patient patient = entities.find(Patient.class, jane.value());
            assertThat(desk.keys.verify(patient.signing().publicKey(), (String) sent[0], (String) sent[1]))
                    .isTrue();
            GrantStatement statement = GrantStatement.parse((String) sent[0]);
            assertThat(statement.subject()).isEqualTo(patient.ledgerSubject());
            assertThat(statement.until()).isEqualTo(grant.permission().period().until());
            assertThat(statement.grant())
                    .isEqualTo(grant.ledgerId())
                    .isNotEqualTo(new LedgerGrantId(grant.id().value()));
            GrantScope scope = new GrantScope((String) sent[2], (String) sent[3]);
            assertThat(scope.commitment()).isEqualTo(statement.scope());
            assertThat(scope.terms().purpose()).isEqualTo("treatment");
        });
    }

    @Test
    void theLoserOfARaceReadsWhoWasFasterAndWhatIsFreeNext() {
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0)));

        Outcome second = desk.book()
                .book(
                        Actor.staff("reception2", Role.RECEPTIONIST),
                        wish(amina, desk.osei, CONSULTATION, monday(9, 15)));

        TimeTaken lost = (TimeTaken) second;
        TimeTaken.Faster faster = lost.faster().orElseThrow();
        assertThat(lost.code()).isEqualTo("slot-taken");
        assertThat(faster.by()).contains(new Account("reception"));
        assertThat(faster.time()).isEqualTo(new TimeSpan(monday(9, 0), monday(9, 30)));
        assertThat(faster.patientName()).contains("Jane Doe");
        assertThat(lost.next().get(0).time().start()).isEqualTo(monday(9, 30));
    }

    @Test
    void aPatientWhoLosesARaceLearnsNoNames() {
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0)));

        TimeTaken lost = (TimeTaken)
                desk.book().book(Actor.patient("patient", amina), wish(amina, desk.osei, CONSULTATION, monday(9, 0)));

        assertThat(lost.faster().orElseThrow().patientName()).isEmpty();
        assertThat(lost.faster().orElseThrow().by()).isEmpty();
    }

    @Test
    void theNextFreeTimesOfASpecialityAreThoseOfAllItsPractitioners() {
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0)));
        var cardiology =
                new FindFreeSlots.Wanted(Optional.empty(), Optional.of("cardiology"), CONSULTATION, Optional.of(amina));
        var surgery =
                new FindFreeSlots.Wanted(Optional.empty(), Optional.of("surgery"), CONSULTATION, Optional.empty());

        Actor patient = Actor.patient("patient", amina);
        List<SlotView> first = desk.with(one -> one.slots().next(patient, cardiology, TestPeople.NOW, 4));

        assertThat(first)
                .extracting(slot -> slot.time().start())
                .containsExactly(monday(9, 30), monday(9, 30), monday(9, 45), monday(9, 45));
        assertThat(first).extracting(SlotView::practitioner).contains(desk.osei, desk.novak);
        assertThat(desk.<List<SlotView>>with(one -> one.slots().next(patient, surgery, TestPeople.NOW, 4)))
                .isEmpty();
        assertThat(booked(desk.book()
                        .book(patient, wish(amina, first.get(1).practitioner(), CONSULTATION, monday(9, 30)))))
                .isNotNull();
    }

    @Test
    void theNextAppointmentIsTheEarliestThatIsNotOver() {
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(11, 0)));
        AppointmentId early = booked(desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0))));

        assertThat(desk.<Optional<AppointmentView>>with(
                        one -> one.appointments().next(jane)))
                .map(AppointmentView::id)
                .contains(early);
        assertThat(desk.<Optional<AppointmentView>>with(
                        one -> one.appointments().next(amina)))
                .isEmpty();
    }

    @Test
    void ofTwoReceptionistsAtOnceExactlyOneWins() throws Exception {
        List<Outcome> outcomes = atOnce(List.of(
                () -> desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(10, 0))),
                () -> desk.book().book(RECEPTION, wish(amina, desk.osei, CONSULTATION, monday(10, 0)))));

        assertThat(outcomes).filteredOn(Booked.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(TimeTaken.class::isInstance)
                .singleElement()
                .satisfies(lost -> {
                    assertThat(((TimeTaken) lost).faster()).isPresent();
                    assertThat(((TimeTaken) lost).next()).isNotEmpty();
                });
    }

    @Test
    void fiftyAtOnceNeverOverlapAndNobodyWaitsForADeadlock() throws Exception {
        List<PatientId> patients = IntStream.range(0, 10)
                .mapToObj(i -> desk.patient("P" + i, "Crowd"))
                .toList();
        List<Callable<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            PatientId patient = patients.get(i % patients.size());
            var doctor = i % 2 == 0 ? desk.osei : desk.novak;
            Instant start = monday(9, 0).plus(Duration.ofMinutes(15L * (i % 7)));
            calls.add(() -> desk.book().book(RECEPTION, wish(patient, doctor, CONSULTATION, start)));
        }

        List<Outcome> outcomes = atOnce(calls);

        long won = outcomes.stream().filter(Booked.class::isInstance).count();
        assertThat(won).isBetween(1L, 4L);
        database.transact(entities -> {
            assertThat(count(entities.createNativeQuery("SELECT count(*) FROM appointment", Long.class)
                            .getSingleResult()))
                    .isEqualTo(won);
            assertThat(count(entities.createNativeQuery("""
                            SELECT count(*) FROM appointment a JOIN appointment b ON a.id < b.id
                             AND tstzrange(a.starts_at, a.blocked_until) && tstzrange(b.starts_at, b.blocked_until)
                             AND (a.practitioner_id = b.practitioner_id OR a.patient_id = b.patient_id OR a.room_id = b.room_id)
                            """, Long.class).getSingleResult()))
                    .isZero();
            assertThat(count(entities.createNativeQuery(
                                    "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                                    Long.class)
                            .getSingleResult()))
                    .isZero();
        });
    }

    private static long count(Object column) {
        return (Long) column;
    }

    @Test
    void aRoomIsBookedOnceEvenByTwoDoctors() {
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0)));

        TimeTaken lost = (TimeTaken) desk.book().book(RECEPTION, wish(amina, desk.novak, CONSULTATION, monday(9, 0)));

        assertThat(lost.code()).isEqualTo("room-taken");
        assertThat(lost.faster().orElseThrow().practitionerName()).isEqualTo("Dr. Ama Osei");
    }

    @Test
    void aPatientIsInOnePlaceAtATime() {
        database.transact(entities -> {
            var other = new org.chartseal.domain.people.Room(
                    new org.chartseal.domain.people.RoomId(TestPeople.id("other room")),
                    new org.chartseal.domain.people.DepartmentId(TestPeople.id("department cardiology")),
                    "C 2");
            entities.persist(other);
            entities.flush();
            entities.createQuery("DELETE FROM AvailabilityRule r WHERE r.practitionerId = :novak")
                    .setParameter("novak", desk.novak.value())
                    .executeUpdate();
            entities.persist(new AvailabilityRule(
                    TestPeople.id("other rule"),
                    desk.novak,
                    other.id(),
                    java.time.DayOfWeek.MONDAY,
                    java.time.LocalTime.of(9, 0),
                    java.time.LocalTime.of(12, 0),
                    java.time.LocalDate.EPOCH));
        });
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0)));

        TimeTaken lost = (TimeTaken) desk.book().book(RECEPTION, wish(jane, desk.novak, CONSULTATION, monday(9, 15)));

        assertThat(lost.code()).isEqualTo("patient-busy");
        assertThat(lost.next().get(0).time().start()).isEqualTo(monday(9, 30));
    }

    @Test
    void theBufferAfterAProcedureIsTaken() {
        desk.book().book(RECEPTION, wish(jane, desk.osei, PROCEDURE, monday(9, 0)));

        assertThat(desk.book().book(RECEPTION, wish(amina, desk.osei, CONSULTATION, monday(9, 30))))
                .isInstanceOf(TimeTaken.class);
        assertThat(desk.book().book(RECEPTION, wish(amina, desk.osei, CONSULTATION, monday(9, 45))))
                .isInstanceOf(Booked.class);
    }

    @Test
    void aFormSentTwiceBooksOnce() throws Exception {
        var form = wish(jane, desk.osei, CONSULTATION, monday(9, 0));

        List<Outcome> outcomes = atOnce(List.of(
                () -> desk.book().book(RECEPTION, form), () -> desk.book().book(RECEPTION, form)));

        assertThat(outcomes).allMatch(Booked.class::isInstance);
        assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
        assertThat(desk.book().book(RECEPTION, form)).isEqualTo(outcomes.get(0));
    }

    @Test
    void outsideAvailabilityAndInThePastNothingIsBooked() {
        refused("outside-availability", () -> book(monday(12, 0)));
        refused("outside-availability", () -> book(monday(11, 45)));
        refused("slot-in-the-past", () -> book(monday(9, 0).minus(Duration.ofDays(7))));
    }

    @Test
    void patientsBookForThemselvesWhatTheyMayAndReceptionConfirmsWhatNeedsIt() {
        Actor patient = Actor.patient("patient", jane);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> desk.book().book(patient, wish(amina, desk.osei, CONSULTATION, monday(9, 0))));
        refused(
                "visit-type-by-reception-only",
                () -> desk.book().book(patient, wish(jane, desk.osei, PROCEDURE, monday(9, 0))));
        refused(
                "role-missing",
                () -> desk.book()
                        .book(
                                Actor.staff("labtech", Role.LAB_TECHNICIAN),
                                wish(jane, desk.osei, CONSULTATION, monday(9, 0))));

        AppointmentId id = booked(desk.book().book(patient, wish(jane, desk.osei, FIRST_VISIT, monday(9, 0))));

        assertThat(desk.shown(id).status()).isEqualTo(AppointmentStatus.PROPOSED);
        desk.with(one -> {
            new ConfirmAppointment(one.moves()).confirm(RECEPTION, id, 0);
            return Optional.empty();
        });
        assertThat(desk.shown(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    }

    private Outcome book(Instant start) {
        return desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, start));
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static AppointmentId booked(Outcome outcome) {
        return ((Booked) outcome).appointment();
    }

    private static List<Outcome> atOnce(List<Callable<Outcome>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            CyclicBarrier start = new CyclicBarrier(calls.size());
            List<Future<Outcome>> running = new ArrayList<>();
            for (Callable<Outcome> call : calls) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
