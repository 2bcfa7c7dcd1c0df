package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RestoredSettingsTest {

    private static final Path PROFILE = Path.of("/new/ledger/profile/profile.json");

    @Test
    void a_copy_never_writes_where_the_original_does() {
        JsonObject settings = Json.createObjectBuilder()
                .add("chartseal.db.url", "jdbc:postgresql://db/chartseal")
                .add("chartseal.sign-in.db.password", "secret")
                .add("chartseal.storage.url", "s3://records")
                .add("chartseal.storage.s3.secret-key", "secret")
                .add("chartseal.vault.file", "/old/master.key")
                .add("chartseal.hospital.name", "Riverside")
                .add("chartseal.ledger.profile", "/old/profile.json")
                .build();

        RestoredSettings restored = RestoredSettings.of(settings, "Europe/Berlin", PROFILE);

        assertThat(restored.kept())
                .containsOnlyKeys("chartseal.hospital.name", "chartseal.ledger.profile", "chartseal.zone")
                .containsEntry("chartseal.ledger.profile", PROFILE.toString())
                .containsEntry("chartseal.zone", "Europe/Berlin");
        assertThat(restored.aside())
                .containsExactly(
                        "chartseal.db.url",
                        "chartseal.sign-in.db.password",
                        "chartseal.storage.s3.secret-key",
                        "chartseal.storage.url",
                        "chartseal.vault.file");
    }

    @Test
    void the_owners_zone_stays() {
        JsonObject settings =
                Json.createObjectBuilder().add("chartseal.zone", "Asia/Kolkata").build();
        assertThat(RestoredSettings.of(settings, "Europe/Berlin", PROFILE).kept())
                .containsEntry("chartseal.zone", "Asia/Kolkata");
    }
}
