package org.chartseal.launcher.backup;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import org.chartseal.launcher.installation.LauncherFailure;

/** Tells a backup of a newer version: its database was brought up by a migration that this version does not have. */
final class KnownMigrations {
    private KnownMigrations() {}

    /** @throws LauncherFailure when the backup is of a newer version */
    static void insistOn(JsonObject about) {
        for (JsonString script : about.getJsonArray("migrations").getValuesAs(JsonString.class)) {
            if (KnownMigrations.class.getResource("/db/migration/" + script.getString()) == null) {
                throw new LauncherFailure("This backup was made by a newer version of Chartseal ("
                        + about.getString("chartseal") + "): its database has " + script.getString()
                        + ", which this version does not know. Restore it with that version.");
            }
        }
    }
}
