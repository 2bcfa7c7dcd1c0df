package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Records that a practitioner's licence was checked: from then on they can sign. */
@ApplicationScoped
public class VerifyPractitioner {

    private final EntityManager entities;
    private final LedgerOutbox ledger;
    private final ActivityLog activities;
    private final Clock clock;

    @Inject
    public VerifyPractitioner(EntityManager entities, LedgerOutbox ledger, ActivityLog activities, Clock clock) {
        this.entities = entities;
        this.ledger = ledger;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * Records the check, here and on the ledger.
     *
     * @throws Refused {@code licence-run-out} or {@code licence-number-taken}
     * @throws NotFound when there is no such practitioner
     */
    @Transactional
    public void verify(Actor actor, PractitionerId id, Licence licence) {
        actor.require(Role.ADMINISTRATOR);
        Practitioner practitioner = entities.find(Practitioner.class, id.value());
        if (practitioner == null) {
            throw new NotFound("practitioner", id);
        }
        Instant now = clock.instant();
        practitioner.verify(licence, actor.account(), now, LocalDate.ofInstant(now, clock.getZone()));
        PersonConstraints.flush(entities);
        Instant endOfLastDay =
                licence.until().plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        ledger.add(new LedgerCommand.VerifyPractitioner(practitioner.ledgerId(), endOfLastDay));
        activities.keep(actor.account(), "practitioner-verified", id, licence.number());
    }
}
