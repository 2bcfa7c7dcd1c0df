package org.chartseal.domain.emergency;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** Who may open a record in an emergency, look for one, or review what a colleague opened: a doctor within their licence. */
final class MayOpenInEmergency {

    private final EntityManager entities;
    private final Clock clock;

    MayOpenInEmergency(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Insists on it.
     *
     * @throws org.chartseal.domain.shared.Refused {@code role-missing}, {@code not-a-practitioner},
     *     {@code practitioner-not-verified} or {@code licence-run-out}
     */
    Practitioner require(Actor actor) {
        actor.require(Role.DOCTOR);
        PractitionerId id = actor.requirePractitioner();
        Practitioner practitioner = entities.find(Practitioner.class, id.value());
        if (practitioner == null) {
            throw new NotFound("practitioner", id);
        }
        practitioner.requireMaySign(LocalDate.now(clock));
        return practitioner;
    }
}
