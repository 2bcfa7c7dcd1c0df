package org.chartseal.launcher.part;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.chartseal.launcher.installation.Settings;

/** Where a database is, and as whom to use it. */
record DatabaseAccess(String url, String user, String password) {
    private static final String PATIENCE_SECONDS = "2";

    /** As the owner's settings have it under this prefix. */
    static DatabaseAccess from(Settings settings, String prefix) {
        return new DatabaseAccess(
                settings.get(prefix + ".url"), settings.get(prefix + ".user"), settings.get(prefix + ".password"));
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", PATIENCE_SECONDS);
        properties.setProperty("loginTimeout", PATIENCE_SECONDS);
        return DriverManager.getConnection(url, properties);
    }

    boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The address without what may follow it: parameters can hold secrets. */
    String endpoint() {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAccess[" + endpoint() + ", " + user + "]";
    }
}
