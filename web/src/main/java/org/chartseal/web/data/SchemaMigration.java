package org.chartseal.web.data;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings the database's schema up to date before the entities are validated against it: integrators run before schema
 * validation when the persistence unit starts.
 */
public final class SchemaMigration implements Integrator {

    private static final String DATABASE = "java:jboss/datasources/Chartseal";

    @Override
    public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor sessionFactory) {
        Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(database())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry serviceRegistry) {
        // Nothing to take back: a schema stays.
    }

    // The name is a constant: nothing that a user enters is looked up.
    @SuppressWarnings("BanJNDI")
    private static DataSource database() {
        try {
            return InitialContext.doLookup(DATABASE);
        } catch (NamingException missing) {
            throw new IllegalStateException("The server has no data source " + DATABASE, missing);
        }
    }
}
