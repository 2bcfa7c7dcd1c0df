package org.chartseal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.annotation.Resource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database as applications on the server get it; runs inside of the server. */
@Order(1)
@ExtendWith(ArquillianExtension.class)
class DataSourceIT {
    @Resource(lookup = "java:jboss/datasources/Chartseal")
    private @Nullable DataSource database;

    @Deployment
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addClass(DataSourceIT.class);
    }

    @Test
    void it_is_PostgreSQL_18_that_loses_nothing_and_the_user_owns_no_more_than_the_database() throws SQLException {
        assertEquals("18", ask("SELECT split_part(current_setting('server_version'), '.', 1)"));
        assertEquals("on", ask("SHOW fsync"));
        assertEquals("on", ask("SHOW full_page_writes"));
        assertEquals("on", ask("SHOW synchronous_commit"));
        assertEquals(
                "f", ask("SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user"));
        assertEquals("f", ask("SELECT has_database_privilege('keycloak', 'CONNECT')"));
    }

    @Test
    void it_searches_names_in_any_script() throws SQLException {
        assertEquals("3", ask("SELECT cardinality(show_trgm('陈伟'))"));
        assertEquals("t", ask("SELECT 'иванова' <% 'Мария Иванова 1987'"));
    }

    private String ask(String query) throws SQLException {
        if (database == null) {
            throw new SQLException("no database was injected");
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
