package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.chartseal.domain.ledger.ChannelRole;
import org.chartseal.ledger.fabric.LedgerProfile.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerProfileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aNetworkOfOneChannelKeepsRecordsInIt() throws IOException {
        LedgerProfile profile = LedgerProfile.read(profile("\"channel\":\"main\",\"chaincode\":\"chartseal\""));

        assertThat(profile.channels()).isEqualTo(Map.of(ChannelRole.EMR, new Channel("main", "chartseal")));
        assertThat(profile.channel()).isEqualTo("main");
        assertThat(profile.chaincode()).isEqualTo("chartseal");
    }

    @Test
    void channelsAreNamedByWhatTheyAreFor() throws IOException {
        LedgerProfile profile = LedgerProfile.read(profile("\"channels\":{"
                + "\"phd\":{\"channel\":\"devices\",\"chaincode\":\"roots\"},"
                + "\"emr\":{\"channel\":\"records\",\"chaincode\":\"seals\"}}"));

        assertThat(profile.channels())
                .containsExactly(
                        Map.entry(ChannelRole.EMR, new Channel("records", "seals")),
                        Map.entry(ChannelRole.PHD, new Channel("devices", "roots")));
        assertThat(profile.channel()).isEqualTo("records");
        assertThat(profile.chaincode()).isEqualTo("seals");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "chaincode":"chartseal"                                        | has no channel
            "channels":{"phd":{"channel":"a","chaincode":"b"}}             | has channels, but none for emr
            "channels":{"emr":{"channel":"a"}}                             | has no chaincode
            "channels":{"emr":"a"}                                         | has no channel and chaincode for emr
            "channels":{"lab":{"channel":"a","chaincode":"b"}}             | names a channel for lab
            """)
    void aProfileThatIsNotWholeIsToldByNameOfWhatIsMissing(String members, String said) throws IOException {
        Path profile = profile(members);

        assertThatThrownBy(() -> LedgerProfile.read(profile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(profile.toString(), said);
    }

    private Path profile(String members) throws IOException {
        for (String name : new String[] {"certificate", "key", "roots"}) {
            Files.writeString(folder.resolve(name), "PEM");
        }
        return Files.writeString(
                folder.resolve("profile.json"),
                "{\"kind\":\"fabric\",\"endpoint\":\"localhost:1\",\"mspId\":\"HospitalAMSP\","
                        + "\"certificate\":\"certificate\",\"privateKey\":\"key\",\"tlsRoots\":\"roots\","
                        + "\"serverName\":\"peer\"," + members + "}");
    }
}
