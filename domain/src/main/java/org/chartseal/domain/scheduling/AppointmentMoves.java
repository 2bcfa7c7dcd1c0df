package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** What every change of an appointment's status does: find it, check the version, change it, keep the change. */
@ApplicationScoped
class AppointmentMoves {

    private final EntityManager entities;
    private final OpenRecord door;
    private final Clock clock;

    @Inject
    AppointmentMoves(EntityManager entities, OpenRecord door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /** The appointment, if the actor may change it: reception any, a doctor and a patient their own. */
    Appointment open(Actor actor, AppointmentId id) {
        Appointment appointment = entities.find(Appointment.class, id.value());
        if (appointment == null) {
            throw new NotFound("appointment", id);
        }
        requireOpen(actor, appointment);
        if (!concerns(actor, appointment)) {
            throw new NotFound("appointment", id);
        }
        return appointment;
    }

    /** To whom the appointment is closed, it is as if there were none. */
    private void requireOpen(Actor actor, Appointment appointment) {
        AppointmentId id = appointment.id();
        try {
            door.open(
                    actor,
                    appointment.patient(),
                    RecordCategory.APPOINTMENTS,
                    "appointment-change",
                    Optional.of(id.value()));
        } catch (Refused closed) {
            NotFound none = new NotFound("appointment", id);
            none.addSuppressed(closed);
            throw none;
        }
    }

    /** The same, insisting that nobody changed it since the actor saw it. */
    Appointment open(Actor actor, AppointmentId id, int version) {
        Appointment appointment = open(actor, id);
        if (appointment.version() != version) {
            throw Refused.because("changed-meanwhile");
        }
        return appointment;
    }

    private static boolean concerns(Actor actor, Appointment appointment) {
        return actor.is(Role.RECEPTIONIST)
                || (actor.is(Role.DOCTOR)
                        && actor.practitioner()
                                .filter(appointment.practitioner()::equals)
                                .isPresent())
                || (actor.is(Role.PATIENT)
                        && actor.patient().filter(appointment.patient()::equals).isPresent());
    }

    void become(Actor actor, Appointment appointment, AppointmentStatus next, String why) {
        AppointmentStatus before = appointment.status();
        appointment.become(next, why, clock.instant());
        keep(actor, appointment, before, why, false);
    }

    /**
     * Takes back the last change of status.
     *
     * @throws Refused {@code nothing-to-undo}
     */
    void undo(Actor actor, Appointment appointment) {
        AppointmentChange last = entities.createQuery("""
                        SELECT c FROM AppointmentChange c WHERE c.appointmentId = :appointment ORDER BY c.id DESC
                        """, AppointmentChange.class)
                .setParameter("appointment", appointment.id().value())
                .setMaxResults(1)
                .getSingleResult();
        AppointmentStatus before = last.from()
                .filter(from -> !last.undo() && from != last.to())
                .orElseThrow(() -> Refused.because("nothing-to-undo"));
        AppointmentStatus now = appointment.status();
        appointment.goBackTo(before, clock.instant());
        keep(actor, appointment, now, "", true);
    }

    private void keep(Actor actor, Appointment appointment, AppointmentStatus from, String why, boolean undo) {
        AppointmentConstraints.flush(entities);
        entities.persist(
                new AppointmentChange(appointment, Optional.of(from), why, undo, actor.account(), clock.instant()));
    }
}
