package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** The patient did not come; the time is free again. */
@ApplicationScoped
public class MarkNoShow {

    private final AppointmentMoves moves;

    @Inject
    public MarkNoShow(AppointmentMoves moves) {
        this.moves = moves;
    }

    /**
     * Marks that the patient did not come.
     *
     * @param version of the appointment that the actor saw
     * @throws org.chartseal.domain.shared.Refused {@code changed-meanwhile} or {@code appointment-move-not-allowed}
     * @throws org.chartseal.domain.shared.NotFound when there is none, or it is not the actor's
     */
    @Transactional
    public void mark(Actor actor, AppointmentId appointment, int version) {
        actor.require(Role.RECEPTIONIST, Role.DOCTOR);
        moves.become(actor, moves.open(actor, appointment, version), AppointmentStatus.NO_SHOW, "");
    }
}
