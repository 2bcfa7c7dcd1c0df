package org.chartseal.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void without_a_file_nothing_is_set() {
        assertThat(new Installation(folder).settings().all()).isEmpty();
    }

    @Test
    void what_is_set_is_read_and_nobody_else_reads_it() throws IOException {
        Settings settings = write("""
                chartseal.hospital.name = St. Mary
                chartseal.oidc.provider-url=https://id.example/r
                chartseal.oidc.client-id=portal
                chartseal.oidc.client-secret=s3cret
                """);

        assertThat(settings.get("chartseal.hospital.name")).isEqualTo("St. Mary");
        assertThat(settings.has(Settings.SIGN_IN)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(Settings.FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void an_installation_can_be_made_where_only_settings_are() throws IOException {
        write("chartseal.hospital.name=St. Mary\n");

        new Installation(folder).create(8080, true, new LedgerChoice.Solo());

        assertThat(new Installation(folder).state()).isPresent();
    }

    @Test
    void a_key_that_nothing_reads_is_refused() {
        assertThatThrownBy(() -> write("chartseal.db.uri=jdbc:postgresql://db/chartseal\n"))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("chartseal.db.uri, which nothing reads");
    }

    @Test
    void an_external_database_needs_a_user() {
        assertThatThrownBy(() -> write("chartseal.db.url=jdbc:postgresql://db/chartseal\n"))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("but not chartseal.db.user");
    }

    @Test
    void with_an_external_database_the_accounts_need_one_too() {
        assertThatThrownBy(() -> write("""
                        chartseal.db.url=jdbc:postgresql://db/chartseal
                        chartseal.db.user=u
                        chartseal.db.password=p
                        """))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("chartseal.sign-in.db.url");
    }

    @Test
    void an_external_ledger_is_a_Fabric_network_unless_it_is_said_otherwise() throws IOException {
        assertThat(write("chartseal.ledger.profile=/etc/peer.json\n").get(Settings.LEDGER_KIND))
                .isEqualTo("fabric");
    }

    private Settings write(String text) throws IOException {
        Files.writeString(folder.resolve(Settings.FILE), text);
        return new Installation(folder).settings();
    }
}
