package org.chartseal.web.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.chartseal.storage.StorageUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class PortalConfigurationTest {

    private static final String SECRET = "a secret of more than thirty-two characters";

    /** A configuration that is read without complaint. */
    public static Properties complete() {
        Properties properties = new Properties();
        properties.setProperty("chartseal.hospital.name", "Riverside");
        properties.setProperty("chartseal.zone", "Europe/Berlin");
        properties.setProperty("chartseal.public-url", "http://localhost:8080/");
        properties.setProperty("chartseal.oidc.provider-url", "http://localhost:8180/realms/chartseal");
        properties.setProperty("chartseal.oidc.client-id", "chartseal-portal");
        properties.setProperty("chartseal.secret", SECRET);
        properties.setProperty("chartseal.ledger.kind", "solo");
        properties.setProperty("chartseal.ledger.profile", "ledger/client/profile.json");
        properties.setProperty("chartseal.storage.dir", "storage");
        properties.setProperty("chartseal.vault.file", "vault");
        properties.setProperty("chartseal.demo", "true");
        return properties;
    }

    @Test
    void a_complete_configuration_is_read() {
        PortalConfiguration configuration = PortalConfiguration.from(complete());
        assertThat(configuration.zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(configuration.publicUrl()).hasToString("http://localhost:8080");
        assertThat(configuration.providerOrigin()).isEqualTo("http://localhost:8180");
        assertThat(configuration.demo()).isTrue();
        assertThat(configuration.clockBehind()).hasMinutes(1);
        assertThat(configuration.currency()).hasToString("EUR");
    }

    @Test
    void a_hospital_claims_in_its_own_currency() {
        Properties properties = complete();
        properties.setProperty("chartseal.currency", " CHF");
        assertThat(PortalConfiguration.from(properties).currency()).hasToString("CHF");
    }

    @Test
    void every_key_is_needed_and_named_when_it_is_missing() {
        for (String key : complete().stringPropertyNames()) {
            Properties properties = complete();
            properties.remove(key);
            assertThatIllegalStateException()
                    .isThrownBy(() -> PortalConfiguration.from(properties))
                    .withMessageContaining(key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chartseal.zone,Nowhere/Land",
        "chartseal.clock.behind,a while",
        "chartseal.currency,euros",
        "chartseal.public-url,localhost",
        "chartseal.secret,short",
        "chartseal.ledger.kind,paper",
        "chartseal.demo,perhaps"
    })
    void a_wrong_value_is_refused_and_the_key_is_named(String key, String wrong) {
        Properties properties = complete();
        properties.setProperty(key, wrong);
        assertThatIllegalStateException()
                .isThrownBy(() -> PortalConfiguration.from(properties))
                .withMessageContaining(key);
    }

    @Test
    void the_folder_is_the_only_storage_unless_addresses_are_set() {
        assertThat(PortalConfiguration.from(complete()).storage().urls())
                .isEqualTo(List.of(
                        StorageUrl.parse(Path.of("storage").toAbsolutePath().toString())));

        Properties properties = complete();
        properties.setProperty("chartseal.storage.url", "/srv/a s3://bucket?region=eu-west-1");
        assertThat(PortalConfiguration.from(properties).storage().urls())
                .isEqualTo(List.of(StorageUrl.parse("/srv/a"), StorageUrl.parse("s3://bucket?region=eu-west-1")));
    }

    @Test
    void a_wrong_storage_address_is_explained() {
        Properties properties = complete();
        properties.setProperty("chartseal.storage.url", "s3://bucket");
        assertThatIllegalStateException()
                .isThrownBy(() -> PortalConfiguration.from(properties))
                .withMessageContaining("chartseal.storage.url")
                .withMessageContaining("needs region=");
    }

    @Test
    void half_a_pair_of_keys_is_refused() {
        Properties properties = complete();
        properties.setProperty("chartseal.storage.s3.secret-key", "hush");
        assertThatIllegalStateException()
                .isThrownBy(() -> PortalConfiguration.from(properties))
                .withMessageContaining("chartseal.storage.s3.access-key")
                .withMessageNotContaining("hush");
    }

    @Test
    void the_secret_is_never_shown() {
        assertThat(PortalConfiguration.from(complete()).toString()).doesNotContain(SECRET);
    }
}
