package org.chartseal.domain.projection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** Shows an administrator how far the projection is. */
@ApplicationScoped
public class ShowProjection {

    private final EntityManager entities;

    @Inject
    public ShowProjection(EntityManager entities) {
        this.entities = entities;
    }

    /** The projection now. */
    @Transactional
    public Projection show(Actor actor) {
        actor.require(Role.ADMINISTRATOR);
        return new ProjectionTables(entities).summary();
    }
}
