package org.chartseal.domain.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chartseal.domain.scheduling.TestDesk.CONSULTATION;
import static org.chartseal.domain.scheduling.TestDesk.MONDAY;
import static org.chartseal.domain.scheduling.TestDesk.RECEPTION;
import static org.chartseal.domain.scheduling.TestDesk.monday;
import static org.chartseal.domain.scheduling.TestDesk.wish;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.scheduling.BookAppointment.Booked;
import org.chartseal.domain.scheduling.MoveAppointment.Moved;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkingDayIT {

    private TestDatabase database;
    private TestDesk desk;
    private PatientId jane;
    private AppointmentId visit;

    @BeforeEach
    void book() {
        database = TestDatabase.fresh();
        desk = new TestDesk(database);
        jane = desk.patient("Jane", "Doe");
        visit = ((Booked) desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0)))).appointment();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aVisitRunsFromCheckInToItsEndAndBackByUndo() {
        act(one -> new CheckIn(one.moves()).checkIn(RECEPTION, visit, 0));
        assertThat(desk.shown(visit).arrivedAt()).isPresent();
        act(one -> new StartVisit(one.moves()).start(osei(), visit, 1));
        act(one -> new CompleteVisit(one.moves()).complete(osei(), visit, 2));
        assertThat(desk.shown(visit).status()).isEqualTo(AppointmentStatus.FULFILLED);

        act(one -> new UndoStatus(one.moves(), one.grants()).undo(osei(), visit, 3));
        assertThat(desk.shown(visit).status()).isEqualTo(AppointmentStatus.IN_ROOM);
        refused("nothing-to-undo", one -> new UndoStatus(one.moves(), one.grants()).undo(osei(), visit, 4));
    }

    @Test
    void aStaleOrForbiddenMoveIsRefused() {
        refused("changed-meanwhile", one -> new CheckIn(one.moves()).checkIn(RECEPTION, visit, 7));
        refused("appointment-move-not-allowed", one -> new CompleteVisit(one.moves()).complete(osei(), visit, 0));
        Actor novak = Actor.practitioner("novak", Role.DOCTOR, desk.novak);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> act(one -> new StartVisit(one.moves()).start(novak, visit, 0)));
    }

    @Test
    void aCancellationNeedsAReasonFreesTheTimeAndEndsTheGrantAndUndoGivesItAnew() {
        refused("reason-missing", one -> cancel(one, " "));
        act(one -> cancel(one, "Has a cold"));

        assertThat(desk.shown(visit).statusReason()).isEqualTo("Has a cold");
        assertThat(grants(true)).isZero();
        assertThat(outbox("revoke-access")).isEqualTo(1);

        act(one -> new UndoStatus(one.moves(), one.grants()).undo(RECEPTION, visit, 1));
        assertThat(desk.shown(visit).status()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(grants(true)).isEqualTo(1);
    }

    @Test
    void aCancellationCannotBeUndoneOnceTheTimeIsGivenToSomeoneElse() {
        act(one -> cancel(one, "Has a cold"));
        PatientId amina = desk.patient("Amina", "Yusuf");
        assertThat(desk.book().book(RECEPTION, wish(amina, desk.osei, CONSULTATION, monday(9, 0))))
                .isInstanceOf(Booked.class);

        refused("slot-taken", one -> new UndoStatus(one.moves(), one.grants()).undo(RECEPTION, visit, 1));
    }

    @Test
    void aMoveKeepsTheAppointmentAndGivesTheGrantAnotherEnd() {
        assertThat(desk.move().move(RECEPTION, new MoveAppointment.Command(visit, 0, desk.novak, monday(11, 0))))
                .isEqualTo(new Moved(visit));

        AppointmentView shown = desk.shown(visit);
        assertThat(shown.practitioner()).isEqualTo(desk.novak);
        assertThat(shown.time().start()).isEqualTo(monday(11, 0));
        assertThat(grants(true)).isEqualTo(1);
        assertThat(grants(false)).isEqualTo(1);
    }

    @Test
    void aMoveOntoATakenTimeLeavesTheAppointmentWhereItWas() {
        PatientId amina = desk.patient("Amina", "Yusuf");
        desk.book().book(RECEPTION, wish(amina, desk.osei, CONSULTATION, monday(10, 0)));

        var outcome = desk.move().move(RECEPTION, new MoveAppointment.Command(visit, 0, desk.osei, monday(10, 15)));

        assertThat(((TimeTaken) outcome).faster().orElseThrow().patientName()).contains("Amina Yusuf");
        assertThat(desk.shown(visit).time().start()).isEqualTo(monday(9, 0));
    }

    @Test
    void theDayShowsWhatIsBookedAndWhatIsFree() {
        DayCalendar.Day day = desk.with(one -> one.calendar().of(RECEPTION, MONDAY, Optional.empty()));

        assertThat(day.columns()).hasSize(2);
        DayCalendar.Column osei = day.columns().stream()
                .filter(column -> column.practitioner().equals(desk.osei))
                .findFirst()
                .orElseThrow();
        assertThat(osei.appointments()).extracting(AppointmentView::id).containsExactly(visit);
        assertThat(osei.free().get(0).time().start()).isEqualTo(monday(9, 30));
        assertThat(day.revision()).isPositive();
    }

    @Test
    void theDoctorsListSaysWhoComesEvenWhereThePatientOpensNothing() {
        database.transact(entities -> entities.createQuery("SELECT g FROM AccessGrant g", AccessGrant.class)
                .getSingleResult()
                .revoke(AccessGrant.End.TAKEN_AWAY, TestDesk.CLOCK.instant()));

        assertThat(names(osei())).containsExactly("Jane Doe");
        database.transact(entities -> entities.createNativeQuery(
                        "UPDATE appointment SET status = 'cancelled', status_reason = 'ill'")
                .executeUpdate());
        assertThat(names(osei())).isEmpty();
    }

    private List<String> names(Actor doctor) {
        return desk
                .<List<AppointmentView>>with(one -> new TodaysList(one.views(), TestDesk.CLOCK).on(doctor, MONDAY))
                .stream()
                .flatMap(view -> view.patientLabel().stream())
                .map(AppointmentView.PatientLabel::name)
                .toList();
    }

    @Test
    void freeSlotsAreFoundBySpecialityWithoutThePatientsOwnAppointments() {
        List<SlotView> slots = desk.with(one -> one.slots()
                .find(
                        RECEPTION,
                        new FindFreeSlots.Query(
                                Optional.empty(),
                                Optional.of("cardiology"),
                                CONSULTATION,
                                Optional.of(jane),
                                MONDAY.minusDays(2),
                                MONDAY.plusDays(14),
                                3)));

        assertThat(slots).hasSize(3);
        assertThat(slots.get(0).time().start()).isEqualTo(monday(9, 30));
        assertThat(slots.get(0).roomName()).isEqualTo("C 1");
        assertThat(desk.<List<SlotView>>with(one -> one.slots()
                        .find(
                                RECEPTION,
                                new FindFreeSlots.Query(
                                        Optional.empty(),
                                        Optional.of("neurology"),
                                        CONSULTATION,
                                        Optional.empty(),
                                        MONDAY,
                                        MONDAY,
                                        3))))
                .isEmpty();
    }

    private Actor osei() {
        return Actor.practitioner("osei", Role.DOCTOR, desk.osei);
    }

    private void cancel(TestDesk.Desk one, String reason) {
        new CancelAppointment(one.moves(), one.grants()).cancel(RECEPTION, visit, 0, reason);
    }

    private void act(Consumer<TestDesk.Desk> deed) {
        desk.with(one -> {
            deed.accept(one);
            return Optional.empty();
        });
    }

    private void refused(String code, Consumer<TestDesk.Desk> deed) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> act(deed))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private long grants(boolean holding) {
        return desk.with(one -> one.entities()
                .createQuery(
                        "SELECT count(g) FROM AccessGrant g WHERE g.revokedAt IS " + (holding ? "" : "NOT ") + "NULL",
                        Long.class)
                .getSingleResult());
    }

    private long outbox(String kind) {
        return desk.with(one -> (Long) one.entities()
                .createNativeQuery("SELECT count(*) FROM ledger_outbox WHERE kind = ?1", Long.class)
                .setParameter(1, kind)
                .getSingleResult());
    }
}
