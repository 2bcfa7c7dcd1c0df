package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.chartseal.launcher.installation.LauncherFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseTest {

    private static final String WORDS = "Kürbis, Regen, Ofen";

    @TempDir
    private Path folder;

    @Test
    void a_files_last_line_break_does_not_count() throws IOException {
        Path file = Files.writeString(folder.resolve("words"), WORDS + "\r\n");
        try (Passphrase passphrase = Passphrase.forNew(file, Map.of(), null)) {
            assertThat(passphrase.bytes()).isEqualTo(Passphrase.of(WORDS).bytes());
        }
    }

    @Test
    void the_file_is_asked_before_the_environment() throws IOException {
        Path file = Files.writeString(folder.resolve("words"), WORDS);
        Map<String, String> environment = Map.of(Passphrase.VARIABLE, "something else altogether");
        assertThat(Passphrase.forNew(file, environment, null).bytes())
                .isEqualTo(Passphrase.of(WORDS).bytes());
        assertThat(Passphrase.forNew(null, environment, null).bytes())
                .isEqualTo(Passphrase.of("something else altogether").bytes());
    }

    @Test
    void an_umlaut_is_the_same_however_a_keyboard_makes_it() {
        assertThat(Passphrase.of("Ku\u0308rbis").bytes())
                .isEqualTo(Passphrase.of("K\u00fcrbis").bytes());
    }

    @Test
    void a_short_one_is_refused_for_a_new_backup() {
        assertThatThrownBy(() -> Passphrase.forNew(null, Map.of(Passphrase.VARIABLE, "elevenchars"), null))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("fewer than 12 characters");
    }

    @Test
    void without_a_terminal_it_says_where_it_looks() {
        assertThatThrownBy(() -> Passphrase.forNew(null, Map.of(), null))
                .hasMessageContaining("--passphrase-file")
                .hasMessageContaining(Passphrase.VARIABLE);
    }

    @Test
    void when_it_is_not_needed_any_more_it_is_gone() {
        Passphrase passphrase = Passphrase.of(WORDS);
        passphrase.close();
        assertThat(passphrase.bytes()).containsOnly(0);
    }
}
