package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Refused;

/** Takes back the last change of an appointment's status: a wrong click, a patient who came after all. */
@ApplicationScoped
public class UndoStatus {

    private final AppointmentMoves moves;
    private final TreatmentGrants grants;

    @Inject
    public UndoStatus(AppointmentMoves moves, TreatmentGrants grants) {
        this.moves = moves;
        this.grants = grants;
    }

    /**
     * Takes it back. After a cancellation the grant is given anew.
     *
     * @throws Refused {@code nothing-to-undo}; {@code slot-taken}, {@code room-taken} or {@code patient-busy} when the time
     *     was given to someone else meanwhile; {@code changed-meanwhile}
     * @throws org.chartseal.domain.shared.NotFound when there is none, or it is not the doctor's own
     */
    @Transactional
    public void undo(Actor actor, AppointmentId id, int version) {
        actor.require(Role.RECEPTIONIST, Role.DOCTOR);
        Appointment appointment = moves.open(actor, id, version);
        boolean cancelled = appointment.status() == AppointmentStatus.CANCELLED;
        moves.undo(actor, appointment);
        if (cancelled) {
            grants.give(appointment, actor.account());
        }
    }
}
