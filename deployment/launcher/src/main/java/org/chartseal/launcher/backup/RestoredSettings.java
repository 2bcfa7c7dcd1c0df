package org.chartseal.launcher.backup;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.chartseal.launcher.installation.Settings;

/**
 * The owner's settings in a restored installation. It keeps everything by itself: what names a database, a storage or a vault is set
 * aside, so that no copy ever writes where the original does.
 */
final class RestoredSettings {
    private static final List<String> SET_ASIDE =
            List.of(Settings.DATABASE + ".", Settings.SIGN_IN_DATABASE + ".", "chartseal.storage.", "chartseal.vault.");
    private static final String ZONE = "chartseal.zone";

    private final Properties kept = new Properties();
    private final List<String> aside = new ArrayList<>();

    private RestoredSettings() {}

    static RestoredSettings of(JsonObject settings, String zone, Path profile) {
        RestoredSettings restored = new RestoredSettings();
        settings.keySet().stream().sorted().forEach(key -> {
            if (SET_ASIDE.stream().anyMatch(key::startsWith)) {
                restored.aside.add(key);
            } else if (settings.get(key) instanceof JsonString value) {
                restored.kept.setProperty(key, key.equals(Settings.LEDGER) ? profile.toString() : value.getString());
            }
        });
        // The hospital's days stay where they were, whatever the other machine thinks.
        restored.kept.putIfAbsent(ZONE, zone);
        return restored;
    }

    Properties kept() {
        return kept;
    }

    /** The keys that were set aside. */
    List<String> aside() {
        return List.copyOf(aside);
    }
}
