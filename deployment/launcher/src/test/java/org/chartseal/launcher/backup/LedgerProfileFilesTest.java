package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the profile's files lie in many folders of the old machine, they lie in one on the new. */
class LedgerProfileFilesTest {

    private static final byte[] PASSPHRASE = "correct horse battery".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void a_profile_comes_back_with_the_identity_that_it_names() throws IOException {
        Path old = Files.createDirectories(folder.resolve("old/keys"));
        Files.writeString(old.resolve("own.pem"), "certificate");
        Files.writeString(old.resolve("secret.pem"), "key");
        Path roots = Files.writeString(folder.resolve("roots.pem"), "roots");
        Path profile = Files.writeString(folder.resolve("old/network.json"), """
                {"kind": "fabric", "endpoint": "peer:7051", "channel": "emr", "chaincode": "emr", "mspId": "HospitalA",
                 "certificate": "keys/own.pem", "privateKey": "keys/secret.pem", "tlsRoots": "%s", "serverName": "peer"}
                """.formatted(roots));
        Installation installation = new Installation(folder.resolve("new"));

        moved(profile, installation);

        LedgerProfile restored = LedgerProfile.read(LedgerProfileFiles.restored(installation));
        assertThat(restored.endpoint()).isEqualTo("peer:7051");
        assertThat(restored.certificate()).hasContent("certificate").startsWith(installation.root());
        assertThat(restored.tlsRoots()).hasContent("roots").startsWith(installation.root());
        assertThat(restored.privateKey()).hasContent("key").startsWith(installation.root());
        assertThat(Files.getPosixFilePermissions(restored.privateKey()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    private static void moved(Path profile, Installation installation) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter archive = ArchiveWriter.begin(out, PASSPHRASE, new KeyCost(8, 1, 1))) {
            LedgerProfileFiles.write(profile, archive);
            JsonObject none = JsonObject.EMPTY_JSON_OBJECT;
            archive.finish(none, none, none, List.of());
        }
        ArchiveReader.open(new ByteArrayInputStream(out.toByteArray()), PASSPHRASE)
                .read((name, content) -> LedgerProfileFiles.place(name, content.stream(), installation));
    }

    @Test
    void no_entry_leads_out_of_its_folder() {
        Installation installation = new Installation(folder.resolve("new"));
        for (String name : List.of("../../installation.json", "other.pem", "certificate.pem/../x")) {
            assertThatThrownBy(() -> LedgerProfileFiles.place(
                            Entries.PROFILE + name, InputStream.nullInputStream(), installation))
                    .isInstanceOf(ArchiveDamaged.class);
        }
    }

    @Test
    void a_network_that_is_away_is_said_to_be() throws IOException {
        Path profile = Files.writeString(folder.resolve("network.json"), "{\"kind\": \"fabric\"}");
        assertThat(LedgerProfileFiles.position(profile)).containsKey("away");
    }
}
