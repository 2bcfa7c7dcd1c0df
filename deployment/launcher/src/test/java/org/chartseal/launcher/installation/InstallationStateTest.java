package org.chartseal.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstallationStateTest {

    @Test
    void what_is_written_is_read_again() {
        InstallationState state = InstallationState.draw(8080, false);

        assertThat(InstallationState.fromJson(state.toJson())).isEqualTo(state);
    }

    @Test
    void every_installation_has_secrets_of_its_own() {
        Set<String> secrets = new HashSet<>();
        secrets.addAll(InstallationState.draw(8080, true).secrets().values());
        secrets.addAll(InstallationState.draw(8080, true).secrets().values());

        assertThat(secrets).hasSize(2 * SecretName.values().length).allMatch(secret -> secret.length() == 32);
    }

    @Test
    void only_a_hospital_without_demo_has_a_one_time_password_and_only_until_it_was_shown() {
        assertThat(InstallationState.draw(8080, true).oneTimePassword()).isEmpty();

        InstallationState state = InstallationState.draw(8080, false);
        assertThat(state.oneTimePassword()).isPresent();
        assertThat(state.withoutOneTimePassword().toJson().toString())
                .doesNotContain(state.oneTimePassword().orElseThrow());
    }

    @Test
    void another_layout_is_refused_with_both_versions_named() {
        var other = Json.createObjectBuilder(InstallationState.draw(8080, true).toJson())
                .add("layout", 7)
                .build();

        assertThatThrownBy(() -> InstallationState.fromJson(other))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("another version")
                .hasMessageContaining("layout 7");
    }

    @Test
    void a_port_that_someone_else_took_is_chosen_again_and_the_others_stay() throws IOException {
        InstallationState state = InstallationState.draw(8080, true);
        try (ServerSocket intruder = new ServerSocket()) {
            intruder.bind(Ports.loopback(state.port(PortName.LEDGER)));

            InstallationState fitted = state.withFreePorts(EnumSet.noneOf(PortName.class));

            assertThat(fitted.port(PortName.LEDGER)).isNotEqualTo(intruder.getLocalPort());
            assertThat(fitted.port(PortName.DATABASE)).isEqualTo(state.port(PortName.DATABASE));
            assertThat(new HashSet<>(fitted.ports().values())).hasSize(PortName.values().length);
        }
    }

    @Test
    void a_port_that_an_own_part_listens_on_is_kept() throws IOException {
        InstallationState state = InstallationState.draw(8080, true);
        try (ServerSocket own = new ServerSocket()) {
            own.bind(Ports.loopback(state.port(PortName.DATABASE)));

            assertThat(state.withFreePorts(EnumSet.of(PortName.DATABASE)).port(PortName.DATABASE))
                    .isEqualTo(own.getLocalPort());
        }
    }
}
