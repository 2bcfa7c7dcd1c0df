package org.chartseal.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstallationStateTest {

    @Test
    void what_is_written_is_read_again() {
        InstallationState state = InstallationState.draw(8080, false, new LedgerChoice.Solo());

        assertThat(InstallationState.fromJson(state.toJson())).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void the_ledger_is_kept(LedgerChoice ledger) {
        InstallationState state = InstallationState.draw(8080, true, new LedgerChoice.Solo())
                .withLedger(ledger)
                .withPublicPort(8081)
                .withFreePorts(Set.of())
                .withoutOneTimePassword();

        assertThat(InstallationState.fromJson(state.toJson()).ledger()).isEqualTo(ledger);
    }

    static Stream<LedgerChoice> ledgers() {
        LedgerChoice network = new LedgerChoice.TwoHospitals(Path.of("/data/net"), "B", Optional.empty());
        LedgerChoice profiled = new LedgerChoice.Profiled(Path.of("/etc/peer.json"), Optional.empty());
        return Stream.of(
                new LedgerChoice.Solo(), network, network.identified("abc"), profiled, profiled.identified("abc"));
    }

    @Test
    void an_installation_that_names_no_ledger_was_made_when_there_was_only_one() {
        InstallationState state = InstallationState.draw(8080, true, new LedgerChoice.Solo());
        var old = Json.createObjectBuilder(state.toJson()).remove("ledger").build();

        assertThat(InstallationState.fromJson(old)).isEqualTo(state);
    }

    @Test
    void every_installation_has_secrets_of_its_own() {
        Set<String> secrets = new HashSet<>();
        secrets.addAll(InstallationState.draw(8080, true, new LedgerChoice.Solo())
                .secrets()
                .values());
        secrets.addAll(InstallationState.draw(8080, true, new LedgerChoice.Solo())
                .secrets()
                .values());

        assertThat(secrets).hasSize(2 * SecretName.values().length).allMatch(secret -> secret.length() == 32);
    }

    @Test
    void only_a_hospital_without_demo_has_a_one_time_password_and_only_until_it_was_shown() {
        assertThat(InstallationState.draw(8080, true, new LedgerChoice.Solo()).oneTimePassword())
                .isEmpty();

        InstallationState state = InstallationState.draw(8080, false, new LedgerChoice.Solo());
        assertThat(state.oneTimePassword()).isPresent();
        assertThat(state.withoutOneTimePassword().toJson().toString())
                .doesNotContain(state.oneTimePassword().orElseThrow());
    }

    @Test
    void another_layout_is_refused_with_both_versions_named() {
        var other = Json.createObjectBuilder(InstallationState.draw(8080, true, new LedgerChoice.Solo())
                        .toJson())
                .add("layout", 7)
                .build();

        assertThatThrownBy(() -> InstallationState.fromJson(other))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("another version")
                .hasMessageContaining("layout 7");
    }

    @Test
    void a_port_that_someone_else_took_is_chosen_again_and_the_others_stay() throws IOException {
        InstallationState state = InstallationState.draw(8080, true, new LedgerChoice.Solo());
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
        InstallationState state = InstallationState.draw(8080, true, new LedgerChoice.Solo());
        try (ServerSocket own = new ServerSocket()) {
            own.bind(Ports.loopback(state.port(PortName.DATABASE)));

            assertThat(state.withFreePorts(EnumSet.of(PortName.DATABASE)).port(PortName.DATABASE))
                    .isEqualTo(own.getLocalPort());
        }
    }
}
