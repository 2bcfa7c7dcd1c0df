package org.chartseal.domain.projection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Refused;

/** Drops what was projected from the ledger; whoever follows the ledger makes it again from the first block. */
@ApplicationScoped
public class RebuildProjection {

    private final EntityManager entities;
    private final ActivityLog activity;

    @Inject
    public RebuildProjection(EntityManager entities, ActivityLog activity) {
        this.entities = entities;
        this.activity = activity;
    }

    /**
     * Drops all of it, at once and as a whole.
     *
     * @throws Refused when the actor is no administrator
     */
    @Transactional
    public void rebuild(Actor actor) {
        actor.require(Role.ADMINISTRATOR);
        ProjectionTables tables = new ProjectionTables(entities);
        tables.lock();
        tables.drop();
        activity.keep(actor.account(), "projection-dropped", "ledger");
    }
}
