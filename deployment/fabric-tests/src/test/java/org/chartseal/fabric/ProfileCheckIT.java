package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.chartseal.ledger.fabric.ProfileCheck;
import org.chartseal.ledger.fabric.ProfileDefect;
import org.chartseal.ledger.fabric.ProfileDefect.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection profile with one thing wrong, tried on a network that runs: each has a meaning of its own. */
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(200)
class ProfileCheckIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private static TwoHospitals network;
    private static JsonObject right;
    private static JsonObject ofTheOther;

    @BeforeAll
    static void start() {
        network = new TwoHospitals(folder.resolve("network"));
        network.start();
        right = read("hospital-a");
        ofTheOther = read("hospital-b");
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    @Order(1)
    void aRightOneLeadsToItsOrganisationsPeer() throws IOException {
        ProfileCheck.Found found = check(right);

        assertThat(found.organisation()).isEqualTo("HospitalAMSP");
        assertThat(found.firstBlock())
                .matches("[0-9a-f]{64}")
                .isEqualTo(check(ofTheOther).firstBlock());
    }

    @Order(2)
    @ParameterizedTest
    @CsvSource({
        "channels, CHANNEL_MISSING",
        "chaincode, CONTRACT_MISSING",
        "serverName, PEER_MISNAMED",
        "tlsRoots, PEER_UNTRUSTED",
        "mspId, IDENTITY_REFUSED",
        "privateKey, KEY_MISMATCH"
    })
    void oneWrongMemberIsNamed(String member, Kind kind) {
        JsonObject wrong = switch (member) {
            case "channels" -> onlyChannel(right, "nowhere", right.getString("chaincode"));
            case "chaincode" -> onlyChannel(right, right.getString("channel"), "nothing");
            case "serverName" -> with(member, "peer.elsewhere.example");
            default -> with(member, ofTheOther.getString(member));
        };

        assertDefect(wrong, kind);
    }

    @Test
    @Order(3)
    void aPeerThatIsNotThereIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertDefect(with("endpoint", "localhost:" + free), Kind.PEER_UNREACHABLE);
    }

    @Test
    @Order(4)
    void aDefinitionWithoutThePrivateDataIsNamed() {
        String channel = right.getString("channel");
        administration().agreeOnContractWithoutCollections(channel, "plain");

        assertDefect(onlyChannel(right, channel, "plain"), Kind.COLLECTION_MISSING);
    }

    @Test
    @Order(5)
    void comingUpAgainPutsOtherPrivateDataRight() throws IOException {
        String channel = right.getString("channel");
        JsonObject before = administration().committed(channel);
        String meant = Files.readString(network.folder("contract/collections.json"));
        String other = meant.replace("\"maxPeerCount\":3", "\"maxPeerCount\":1");
        assertThat(other).isNotEqualTo(meant);
        administration().agreeOnCollections(channel, Files.writeString(folder.resolve("other.json"), other));

        network.start();
        JsonObject after = administration().committed(channel);
        network.start();

        assertThat(after.getInt("sequence")).isEqualTo(before.getInt("sequence") + 2);
        assertThat(after.getJsonObject("collections")).isEqualTo(before.getJsonObject("collections"));
        assertThat(administration().committed(channel).getInt("sequence")).isEqualTo(after.getInt("sequence"));
        assertThat(check(right).organisation()).isEqualTo("HospitalAMSP");
    }

    private static FabricAdministration administration() {
        return new FabricAdministration(folder.resolve("network"));
    }

    @Test
    @Order(6)
    void aContractThatIsAwayIsNamed() {
        network.kill(name -> name.contains("-contract-"));

        assertDefect(right, Kind.CONTRACT_SILENT);
    }

    private static void assertDefect(JsonObject profile, Kind kind) {
        assertThatThrownBy(() -> check(profile))
                .isInstanceOfSatisfying(
                        ProfileDefect.class,
                        defect ->
                                assertThat(defect.kind()).as(defect.toString()).isEqualTo(kind));
    }

    private static JsonObject with(String member, String value) {
        return Json.createObjectBuilder(right).add(member, value).build();
    }

    private static JsonObject onlyChannel(JsonObject profile, String channel, String chaincode) {
        return Json.createObjectBuilder(profile)
                .remove("channels")
                .add("channel", channel)
                .add("chaincode", chaincode)
                .build();
    }

    private static ProfileCheck.Found check(JsonObject profile) throws IOException {
        Path file = Files.createTempFile(folder, "profile-", ".json");
        Files.writeString(file, profile.toString());
        return new ProfileCheck(Clock.systemUTC()).check(file);
    }

    private static JsonObject read(String hospital) {
        try (JsonReader reader =
                Json.createReader(Files.newInputStream(network.folder("profiles/" + hospital + ".json")))) {
            return reader.readObject();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
