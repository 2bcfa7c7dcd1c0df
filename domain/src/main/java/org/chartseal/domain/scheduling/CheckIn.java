package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** The patient is here and waits. */
@ApplicationScoped
public class CheckIn {

    private final AppointmentMoves moves;

    @Inject
    public CheckIn(AppointmentMoves moves) {
        this.moves = moves;
    }

    /**
     * Checks the patient in.
     *
     * @param version of the appointment that the actor saw
     * @throws org.chartseal.domain.shared.Refused {@code changed-meanwhile} or {@code appointment-move-not-allowed}
     * @throws org.chartseal.domain.shared.NotFound when there is none, or it is not the actor's
     */
    @Transactional
    public void checkIn(Actor actor, AppointmentId appointment, int version) {
        actor.require(Role.RECEPTIONIST);
        moves.become(actor, moves.open(actor, appointment, version), AppointmentStatus.ARRIVED, "");
    }
}
