package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.chartseal.ledger.fabric.ProfileDefect.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen without a network. What a network says is tried on a real one. */
class ProfileCheckTest {

    private static final Instant ISSUED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration VALID = Duration.ofDays(30);

    @TempDir
    private Path folder = Path.of("");

    private JsonObject profile = JsonObject.EMPTY_JSON_OBJECT;

    @BeforeEach
    void writeGoodProfile() throws Exception {
        PemIdentity identity = PemIdentity.validFrom(ISSUED, VALID);
        identity.writeCertificate(folder.resolve("certificate.pem"));
        identity.writeKey(folder.resolve("key.pem"));
        profile = Json.createObjectBuilder()
                .add("kind", "fabric")
                .add("endpoint", "localhost:" + closedPort())
                .add("channel", "emr")
                .add("chaincode", "chartseal")
                .add("mspId", "HospitalAMSP")
                .add("certificate", "certificate.pem")
                .add("privateKey", "key.pem")
                .add("tlsRoots", "certificate.pem")
                .add("serverName", "peer")
                .build();
    }

    @Test
    void a_profile_that_is_not_there_is_named() {
        ProfileDefect defect = catchThrowableOfType(
                ProfileDefect.class, () -> check(folder.resolve("nothing.json"), ISSUED.plusSeconds(1)));

        assertThat(defect.kind()).isEqualTo(Kind.PROFILE_UNREADABLE);
        assertThat(defect.subject()).endsWith("nothing.json");
        assertThat(defect.detail()).contains("no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{\"kind\":", "7"})
    void what_is_no_JSON_object_is_no_profile(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("profile.json"), text);

        assertThat(catchThrowableOfType(ProfileDefect.class, () -> check(file, ISSUED.plusSeconds(1)))
                        .kind())
                .isEqualTo(Kind.PROFILE_UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind",
                "endpoint",
                "channel",
                "chaincode",
                "mspId",
                "certificate",
                "privateKey",
                "tlsRoots",
                "serverName"
            })
    void a_missing_member_is_named(String member) {
        profile = Json.createObjectBuilder(profile).remove(member).build();

        assertThat(defect(Kind.PROFILE_UNREADABLE).detail()).endsWith("has no " + member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "privateKey", "tlsRoots"})
    void a_file_that_is_not_there_is_named(String member) {
        replace(member, "nowhere.pem");

        assertThat(defect(Kind.PROFILE_UNREADABLE).detail())
                .contains("cannot be read")
                .endsWith("nowhere.pem");
    }

    @Test
    void the_solo_ledger_is_no_Fabric_network() {
        replace("kind", "solo");

        assertThat(defect(Kind.NOT_FABRIC).detail()).isEqualTo("solo");
    }

    @Test
    void a_file_without_a_certificate_is_named() {
        replace("certificate", "key.pem");

        assertThat(defect(Kind.CERTIFICATE_UNREADABLE).subject()).endsWith("key.pem");
    }

    @Test
    void a_file_without_a_key_is_named() {
        replace("privateKey", "certificate.pem");

        assertThat(defect(Kind.KEY_UNREADABLE).subject()).endsWith("certificate.pem");
    }

    @Test
    void a_file_without_roots_is_named() {
        replace("tlsRoots", "key.pem");

        assertThat(defect(Kind.ROOTS_UNREADABLE).subject()).endsWith("key.pem");
    }

    @Test
    void the_key_of_another_certificate_is_told() throws Exception {
        PemIdentity.validFrom(ISSUED, VALID).writeKey(folder.resolve("key.pem"));

        assertThat(defect(Kind.KEY_MISMATCH).subject()).endsWith("key.pem");
    }

    @Test
    void a_key_of_another_kind_is_told() throws Exception {
        var generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var rsa = generator.generateKeyPair().getPrivate();
        Files.writeString(
                folder.resolve("key.pem"), org.hyperledger.fabric.client.identity.Identities.toPemString(rsa));

        assertThat(defect(Kind.KEY_MISMATCH).subject()).endsWith("key.pem");
    }

    @Test
    void a_certificate_that_ran_out_is_told_with_the_day() {
        ProfileDefect defect =
                defect(Kind.CERTIFICATE_EXPIRED, ISSUED.plus(VALID).plusSeconds(1));

        assertThat(defect.subject()).endsWith("certificate.pem");
        assertThat(defect.detail()).isEqualTo(ISSUED.plus(VALID).toString());
    }

    @Test
    void a_certificate_for_a_time_to_come_is_told_with_the_day() {
        ProfileDefect defect = defect(Kind.CERTIFICATE_EARLY, ISSUED.minusSeconds(1));

        assertThat(defect.detail()).isEqualTo(ISSUED.toString());
    }

    @Test
    void where_nothing_listens_there_is_no_peer() {
        ProfileDefect defect = defect(Kind.PEER_UNREACHABLE);

        assertThat(defect.subject()).isEqualTo(profile.getString("endpoint"));
        assertThat(defect.detail()).contains("refused");
    }

    @Test
    void a_host_that_does_not_exist_is_no_peer() {
        replace("endpoint", "nowhere.invalid:7051");

        assertThat(defect(Kind.PEER_UNREACHABLE).subject()).isEqualTo("nowhere.invalid:7051");
    }

    private ProfileDefect defect(Kind kind) {
        return defect(kind, ISSUED.plusSeconds(1));
    }

    private ProfileDefect defect(Kind kind, Instant now) {
        ProfileDefect defect = catchThrowableOfType(ProfileDefect.class, () -> check(write(), now));
        assertThat(defect).isNotNull().extracting(ProfileDefect::kind).isEqualTo(kind);
        return defect;
    }

    private static void check(Path file, Instant now) {
        new ProfileCheck(Clock.fixed(now, ZoneOffset.UTC)).check(file);
    }

    private Path write() throws IOException {
        return Files.writeString(folder.resolve("profile.json"), profile.toString());
    }

    private void replace(String member, String value) {
        profile = Json.createObjectBuilder(profile).add(member, value).build();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
