package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** The patient is called in. */
@ApplicationScoped
public class StartVisit {

    private final AppointmentMoves moves;

    @Inject
    public StartVisit(AppointmentMoves moves) {
        this.moves = moves;
    }

    /**
     * Starts the visit.
     *
     * @param version of the appointment that the actor saw
     * @throws org.chartseal.domain.shared.Refused {@code changed-meanwhile} or {@code appointment-move-not-allowed}
     * @throws org.chartseal.domain.shared.NotFound when there is none, or it is not the actor's
     */
    @Transactional
    public void start(Actor actor, AppointmentId appointment, int version) {
        actor.require(Role.DOCTOR, Role.RECEPTIONIST);
        moves.become(actor, moves.open(actor, appointment, version), AppointmentStatus.IN_ROOM, "");
    }
}
