package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.LocalDate;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Who can say that someone else lost their key: a practitioner within their licence, who has a passkey of their own. */
@ApplicationScoped
class Witnesses {

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    Witnesses(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Insists that the actor can.
     *
     * @throws Refused {@code not-a-practitioner}, {@code practitioner-not-verified}, {@code licence-run-out} or
     *     {@code witness-needs-passkey}
     */
    Practitioner require(Actor actor) {
        return require(actor.requirePractitioner());
    }

    /** The same of who has signed already; their key holds still until the transaction ends. */
    Practitioner require(PractitionerId id) {
        Practitioner witness = entities.find(Practitioner.class, id.value(), LockModeType.PESSIMISTIC_READ);
        if (witness == null) {
            throw new NotFound("practitioner", id);
        }
        witness.requireMaySign(LocalDate.now(clock));
        if (witness.passkey().isEmpty()) {
            throw Refused.because("witness-needs-passkey");
        }
        return witness;
    }
}
