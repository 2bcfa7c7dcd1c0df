package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.function.Function;

/** New transactions of the server's transaction manager. */
@ApplicationScoped
public class JtaNewTransaction implements NewTransaction {

    private final EntityManager entities;

    @Inject
    public JtaNewTransaction(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> T call(Function<EntityManager, T> work) {
        return work.apply(entities);
    }
}
