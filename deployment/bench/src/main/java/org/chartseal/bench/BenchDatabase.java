package org.chartseal.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.chartseal.domain.records.NewTransaction;
import org.flywaydb.core.Flyway;

/** A fresh PostgreSQL with the product's tables, and connections that are kept open. */
final class BenchDatabase implements NewTransaction, AutoCloseable {

    private static final int CONNECTIONS = 48;

    private final EmbeddedPostgres postgres;
    private final HikariDataSource connections;
    private final EntityManagerFactory factory;

    BenchDatabase() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("fsync", "on")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String url = postgres.getJdbcUrl("postgres", "postgres");
        Flyway.configure().dataSource(url, "postgres", "").load().migrate();
        connections = connections(url);
        Map<String, Object> settings = new HashMap<>();
        settings.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        settings.put("jakarta.persistence.jtaDataSource", connections);
        settings.put("jakarta.persistence.nonJtaDataSource", connections);
        settings.put("hibernate.hbm2ddl.auto", "none");
        this.factory = Persistence.createEntityManagerFactory("chartseal", settings);
    }

    private static HikariDataSource connections(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
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

    String version() {
        return call(entities ->
                String.valueOf(entities.createNativeQuery("SHOW server_version").getSingleResult()));
    }

    /** Its process. */
    long process() {
        return call(entities -> ((Number) entities.createNativeQuery(
                                "SELECT CAST((string_to_array(pg_read_file('postmaster.pid'), chr(10)))[1] AS bigint)")
                        .getSingleResult())
                .longValue());
    }

    @Override
    public void close() {
        factory.close();
        connections.close();
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
