package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Refused;

/** Cancels an appointment: its time is free again, and the grant that came with it ends. */
@ApplicationScoped
public class CancelAppointment {

    private final AppointmentMoves moves;
    private final TreatmentGrants grants;

    @Inject
    public CancelAppointment(AppointmentMoves moves, TreatmentGrants grants) {
        this.moves = moves;
        this.grants = grants;
    }

    /**
     * Cancels it.
     *
     * @param version of the appointment that the actor saw
     * @param reason not blank
     * @throws Refused {@code reason-missing}, {@code changed-meanwhile} or {@code appointment-move-not-allowed}
     * @throws org.chartseal.domain.shared.NotFound when there is none, or it is not the patient's own
     */
    @Transactional
    public void cancel(Actor actor, AppointmentId id, int version, String reason) {
        actor.require(Role.RECEPTIONIST, Role.PATIENT);
        Appointment appointment = moves.open(actor, id, version);
        if (!actor.is(Role.RECEPTIONIST) && !appointment.status().movable()) {
            throw Refused.because("appointment-not-movable");
        }
        moves.become(actor, appointment, AppointmentStatus.CANCELLED, reason);
        grants.end(appointment, AccessGrant.End.VISIT_CANCELLED);
    }
}
