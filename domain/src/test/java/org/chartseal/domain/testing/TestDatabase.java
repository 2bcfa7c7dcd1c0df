package org.chartseal.domain.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.chartseal.domain.records.NewTransaction;
import org.flywaydb.core.Flyway;

/**
 * A real PostgreSQL with the migrated schema, started once for all tests of a run; each {@link #fresh()} is a new database
 * in it.
 */
public final class TestDatabase implements AutoCloseable {

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Migrated once; PostgreSQL copies its files. */
    private static final class Migrated {
        static final String NAME = migrate();

        private static String migrate() {
            Flyway.configure().dataSource(unmigrated()).load().migrate();
            return "test_" + databases;
        }
    }

    private static int databases;

    private final String name;
    private final DataSource dataSource;
    private final EntityManagerFactory factory;

    private TestDatabase(String name) {
        this.name = name;
        this.dataSource = Server.POSTGRES.getDatabase("postgres", name);
        answerAtOnce(dataSource);
        Map<String, Object> settings = new HashMap<>();
        settings.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        settings.put("jakarta.persistence.nonJtaDataSource", dataSource);
        settings.put("jakarta.persistence.jtaDataSource", dataSource);
        this.factory = Persistence.createEntityManagerFactory("chartseal", settings);
    }

    /** A new, migrated, empty database. */
    public static synchronized TestDatabase fresh() {
        return new TestDatabase(copy(Migrated.NAME));
    }

    /** A new database with nothing in it. */
    public static synchronized DataSource unmigrated() {
        return Server.POSTGRES.getDatabase("postgres", copy("template1"));
    }

    private static String copy(String template) {
        String name = "test_" + ++databases;
        onServer("CREATE DATABASE " + name + " TEMPLATE " + template);
        return name;
    }

    private static void onServer(String command) {
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Here the ledger has every grant as soon as it is written; who tests what is before that removes the projected row. */
    private static void answerAtOnce(DataSource dataSource) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION the_ledger_has_it() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      INSERT INTO ledger_grant (id, subject, given_block, given_transaction, changes)
                      SELECT NEW.ledger_id, p.ledger_subject, 1, 'test', 1 FROM patient p WHERE p.id = NEW.patient_id;
                      RETURN NEW;
                    END $$;
                    CREATE TRIGGER the_ledger_has_it AFTER INSERT ON access_grant
                      FOR EACH ROW EXECUTE FUNCTION the_ledger_has_it();
                    """);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs the work in one transaction and answers its result. */
    public <T> T inTransaction(Function<EntityManager, T> work) {
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

    /** Runs the work in one transaction. */
    public void transact(Consumer<EntityManager> work) {
        inTransaction(entities -> {
            work.accept(entities);
            return Boolean.TRUE;
        });
    }

    /** Each piece of work in a transaction of its own. */
    public NewTransaction transactions() {
        return new NewTransaction() {
            @Override
            public <T> T call(Function<EntityManager, T> work) {
                return inTransaction(work);
            }
        };
    }

    /** For work below JPA. */
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        factory.close();
        onServer("DROP DATABASE " + name + " WITH (FORCE)");
    }
}
