package org.chartseal.web.data;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Gives use cases the persistence context of their transaction. */
@ApplicationScoped
public class Database {

    // Read by the container, which is what a producer field is for.
    @SuppressWarnings("UnusedVariable")
    @Produces
    @PersistenceContext(unitName = "chartseal")
    private EntityManager entityManager;
}
