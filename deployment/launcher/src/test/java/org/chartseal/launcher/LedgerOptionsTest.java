package org.chartseal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class LedgerOptionsTest {
    private static final Path USUAL = Path.of("/home/.chartseal-fabric");
    private static final Path INSTALLATION = Path.of("/home/.chartseal");
    private static final LedgerChoice SOLO = new LedgerChoice.Solo();
    private static final LedgerChoice A_OF_USUAL = new LedgerChoice.TwoHospitals(USUAL, "A", Optional.of("first"));
    private static final LedgerChoice PROFILED =
            new LedgerChoice.Profiled(Path.of("/etc/peer.json"), Optional.of("first"));

    @Command
    private static final class Line {
        @Mixin
        private final LedgerOptions options = new LedgerOptions();
    }

    @Test
    void a_new_installation_has_the_solo_ledger() {
        assertThat(parse("").forNew(USUAL)).isEqualTo(SOLO);
        assertThat(parse("--ledger solo").forNew(USUAL)).isEqualTo(SOLO);
        assertThat(parse("").isGiven()).isFalse();
    }

    @Test
    void Fabric_is_the_network_of_two_hospitals_on_this_machine() {
        assertThat(parse("--ledger fabric").forNew(USUAL))
                .isEqualTo(new LedgerChoice.TwoHospitals(USUAL, "A", Optional.empty()));
        assertThat(parse("--hospital b").forNew(USUAL))
                .isEqualTo(new LedgerChoice.TwoHospitals(USUAL, "B", Optional.empty()));
        assertThat(parse("--network-dir /net/../net").forNew(USUAL))
                .isEqualTo(new LedgerChoice.TwoHospitals(Path.of("/net"), "A", Optional.empty()));
    }

    @Test
    void a_profile_names_somebody_elses_network() {
        assertThat(parse("--ledger fabric --profile /etc/peer.json").forNew(USUAL))
                .isEqualTo(new LedgerChoice.Profiled(Path.of("/etc/peer.json"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--ledger solo --hospital B",
                "--ledger solo --network-dir /net",
                "--ledger solo --profile /etc/peer.json",
                "--profile /etc/peer.json --hospital B",
                "--profile /etc/peer.json --network-dir /net"
            })
    void what_does_not_go_together_is_refused(String line) {
        assertThatThrownBy(() -> parse(line).forNew(USUAL)).isInstanceOf(LauncherFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--ledger fabric", "--ledger fabric --hospital A --network-dir /home/.chartseal-fabric"})
    void what_was_chosen_before_stays_chosen(String line) {
        assertThat(parse(line).forExisting(INSTALLATION, A_OF_USUAL)).isEqualTo(A_OF_USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ledger solo", "--hospital B", "--network-dir /net", "--profile /etc/peer.json"})
    void a_hospital_of_a_network_becomes_nothing_else(String line) {
        assertThatThrownBy(() -> parse(line).forExisting(INSTALLATION, A_OF_USUAL))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("was made with hospital A of the Fabric network in " + USUAL)
                .hasMessageContaining("--data-dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ledger fabric", "--hospital A", "--network-dir /net", "--profile /etc/peer.json"})
    void seals_on_the_solo_ledger_stay_there(String line) {
        assertThatThrownBy(() -> parse(line).forExisting(INSTALLATION, SOLO))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("was made with the solo ledger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ledger solo", "--hospital A", "--network-dir /net"})
    void somebody_elses_network_becomes_nothing_else(String line) {
        assertThatThrownBy(() -> parse(line).forExisting(INSTALLATION, PROFILED))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("the profile /etc/peer.json");
    }

    @Test
    void a_new_profile_leads_to_the_same_network() {
        assertThat(parse("").forExisting(INSTALLATION, PROFILED)).isEqualTo(PROFILED);
        assertThat(parse("--ledger fabric").forExisting(INSTALLATION, PROFILED)).isEqualTo(PROFILED);
        assertThat(parse("--profile /etc/new.json").forExisting(INSTALLATION, PROFILED))
                .isEqualTo(new LedgerChoice.Profiled(Path.of("/etc/new.json"), Optional.of("first")));
    }

    private static LedgerOptions parse(String line) {
        Line parsed = new Line();
        CommandLine command = new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true);
        command.parseArgs(line.isEmpty() ? new String[0] : line.split(" ", -1));
        return parsed.options;
    }
}
