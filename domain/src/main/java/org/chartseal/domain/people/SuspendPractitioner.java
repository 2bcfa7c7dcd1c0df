package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Ends a practitioner's right to sign until they are verified anew. */
@ApplicationScoped
public class SuspendPractitioner {

    private final EntityManager entities;
    private final LedgerOutbox ledger;
    private final ActivityLog activities;

    @Inject
    public SuspendPractitioner(EntityManager entities, LedgerOutbox ledger, ActivityLog activities) {
        this.entities = entities;
        this.ledger = ledger;
        this.activities = activities;
    }

    /**
     * Suspends, here and on the ledger; what was signed before stays valid.
     *
     * @param reason why; not blank
     * @throws Refused {@code reason-missing} or {@code practitioner-not-verified}
     * @throws NotFound when there is no such practitioner
     */
    @Transactional
    public void suspend(Actor actor, PractitionerId id, String reason) {
        actor.require(Role.ADMINISTRATOR);
        if (reason.isBlank()) {
            throw Refused.because("reason-missing").at("reason");
        }
        Practitioner practitioner = entities.find(Practitioner.class, id.value());
        if (practitioner == null) {
            throw new NotFound("practitioner", id);
        }
        practitioner.suspend();
        PersonConstraints.flush(entities);
        ledger.add(new LedgerCommand.SuspendPractitioner(practitioner.ledgerId()));
        activities.keep(actor.account(), "practitioner-suspended", id, reason.strip());
    }
}
