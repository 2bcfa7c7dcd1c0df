package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

class KnownVersionsTest {

    private static JsonObject about(String migration, String keycloak) {
        return Json.createObjectBuilder()
                .add("chartseal", "chartseal 9.9")
                .add("keycloak", keycloak)
                .add(
                        "migrations",
                        Json.createArrayBuilder().add("V0001__people.sql").add(migration))
                .build();
    }

    @Test
    void the_same_and_older_ones_pass() {
        assertThatCode(() -> KnownVersions.insistOn(about("V0002__scheduling.sql", "26.6.0"), "26.6.0"))
                .doesNotThrowAnyException();
        assertThatCode(() -> KnownVersions.insistOn(about("V0002__scheduling.sql", "26.6.2"), "26.10.0"))
                .doesNotThrowAnyException();
    }

    @Test
    void an_unknown_migration_is_of_a_newer_version() {
        assertThatThrownBy(() -> KnownVersions.insistOn(about("V9000__later.sql", "26.6.0"), "26.6.0"))
                .hasMessageContaining("newer version of Chartseal (chartseal 9.9)")
                .hasMessageContaining("V9000__later.sql");
    }

    @Test
    void accounts_are_not_brought_down() {
        assertThatThrownBy(() -> KnownVersions.insistOn(about("V0002__scheduling.sql", "26.10.0"), "26.6.2"))
                .hasMessageContaining("26.10.0");
    }
}
