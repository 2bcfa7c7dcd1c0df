package org.chartseal.launcher.backup;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.lang.module.ModuleDescriptor.Version;
import org.chartseal.launcher.installation.LauncherFailure;

/**
 * Tells a backup of a newer version: its database was brought up by a migration that this version does not have, or its accounts by a
 * newer Keycloak. Neither Flyway nor Keycloak brings anything down again, and Flyway passes over what it does not know.
 */
final class KnownVersions {
    private KnownVersions() {}

    /**
     * Passes what this version can bring up.
     *
     * @param keycloak version of the Keycloak that would run
     * @throws LauncherFailure when the backup is of a newer version
     */
    static void insistOn(JsonObject about, String keycloak) {
        for (JsonString script : about.getJsonArray("migrations").getValuesAs(JsonString.class)) {
            if (KnownVersions.class.getResource("/db/migration/" + script.getString()) == null) {
                throw newer(about, "its database has " + script.getString() + ", which this version does not know");
            }
        }
        String theirs = about.getString("keycloak");
        if (Version.parse(theirs).compareTo(Version.parse(keycloak)) > 0) {
            throw newer(about, "its accounts are of Keycloak " + theirs + ", and this version runs " + keycloak);
        }
    }

    private static LauncherFailure newer(JsonObject about, String why) {
        return new LauncherFailure("This backup was made by a newer version of Chartseal ("
                + about.getString("chartseal") + "): " + why + ". Restore it with that version.");
    }
}
