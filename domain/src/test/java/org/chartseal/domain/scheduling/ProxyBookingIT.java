package org.chartseal.domain.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A booking gives the doctor access: who acts for a patient sees appointments and makes, moves and cancels none. */
class ProxyBookingIT {

    private final TestDesk desk = new TestDesk(TestDatabase.fresh());
    private PatientId jane = desk.patient("Jane", "Doe");
    private Actor proxy = Actor.patient("john", desk.patient("John", "Doe"));

    @BeforeEach
    void johnActsForJane() {
        desk.database.transact(entities -> entities.createNativeQuery("""
                        INSERT INTO access_grant (id, version, patient_id, proxy_id, relationship, categories, purpose, valid_from,
                                                  valid_until, given_by, given_at, ledger_id)
                        VALUES (gen_random_uuid(), 0, ?1, ?2, 'carer', 'all', 'treatment', '2026-11-01Z', '2026-12-24Z', 'jane',
                                '2026-11-01Z', gen_random_uuid())
                        """)
                .setParameter(1, jane.value())
                .setParameter(2, proxy.requirePatient().value())
                .executeUpdate());
    }

    @AfterEach
    void close() {
        desk.database.close();
    }

    @Test
    void theySeeAppointmentsAndChangeNone() {
        var wish = TestDesk.wish(jane, desk.osei, TestDesk.CONSULTATION, TestDesk.monday(9, 0));
        assertThatThrownBy(() -> desk.book().book(proxy, wish)).isInstanceOf(NotFound.class);
        AppointmentId booked = ((BookAppointment.Booked) desk.book().book(TestDesk.RECEPTION, wish)).appointment();

        assertThat(desk.with(one -> one.appointments().of(proxy, jane)).coming())
                .extracting(AppointmentView::id)
                .containsExactly(booked);
        assertThatThrownBy(() -> desk.move()
                        .move(proxy, new MoveAppointment.Command(booked, 0, desk.osei, TestDesk.monday(10, 0))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.with(one -> {
                    new CancelAppointment(one.moves(), one.grants()).cancel(proxy, booked, 0, "no");
                    return Optional.empty();
                }))
                .isInstanceOf(NotFound.class);
    }
}
