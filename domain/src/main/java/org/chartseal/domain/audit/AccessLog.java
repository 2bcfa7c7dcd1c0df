package org.chartseal.domain.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Keeps reads in a transaction of its own, so that a refusal that rolls back everything else is kept all the same. */
@ApplicationScoped
public class AccessLog {

    private final EntityManager entities;

    @Inject
    public AccessLog(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps the entry durably before it returns. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keep(AccessLogEntry entry) {
        entities.persist(entry);
        entities.flush();
    }
}
