package org.chartseal.crash;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.chartseal.domain.records.NewTransaction;
import org.postgresql.ds.PGSimpleDataSource;

/** A connection to the migrated database, with transactions of its own. */
public final class Database implements NewTransaction, AutoCloseable {

    private final EntityManagerFactory factory;

    public Database(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        Map<String, Object> settings = new HashMap<>();
        settings.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        settings.put("jakarta.persistence.nonJtaDataSource", dataSource);
        settings.put("jakarta.persistence.jtaDataSource", dataSource);
        this.factory = Persistence.createEntityManagerFactory("chartseal", settings);
    }

    /** For reading outside of transactions; closed with the database. */
    EntityManager entities() {
        return factory.createEntityManager();
    }

    @Override
    public <T> T call(Function<EntityManager, T> work) {
        try (EntityManager entities = factory.createEntityManager()) {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entities);
                transaction.commit();
                return result;
            } catch (RuntimeException failure) {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
                throw failure;
            }
        }
    }

    public long count(String from) {
        return call(entities -> ((Number) entities.createNativeQuery("SELECT count(*) FROM " + from)
                        .getSingleResult())
                .longValue());
    }

    @Override
    public void close() {
        factory.close();
    }
}
