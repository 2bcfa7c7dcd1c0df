package org.chartseal.launcher.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.chartseal.launcher.installation.LauncherFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said on machines with and without Fabric's programs, which scripts stand for here. */
class FabricProgramsTest {

    private static final String ADVICE = "Install a release of Hyperledger Fabric, 2.5 or 3.1";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"2.5.16, 2.5, false", "v3.1.5, 3.1, true", "3.0.0, 3.0, true", "10.2.1, 10.2, true"})
    void aReleaseIsFoundByItsFolderAndOnThePath(String version, String series, boolean bft) throws IOException {
        release(version);

        for (Map<String, String> environment : Map.of(
                        "FABRIC_HOME", home.toString(), "PATH", "/nowhere:" + home.resolve("bin") + ":/usr/bin")
                .entrySet()
                .stream()
                .map(entry -> Map.of(entry.getKey(), entry.getValue()))
                .toList()) {
            FabricPrograms programs = FabricPrograms.find(environment);
            assertThat(programs.folder()).isEqualTo(home.resolve("bin"));
            assertThat(programs.version()).isEqualTo(version.replace("v", ""));
            assertThat(programs.series()).isEqualTo(series);
            assertThat(programs.hasBft()).isEqualTo(bft);
        }
    }

    @Test
    void withoutAnyItSaysWhatToInstall() {
        assertRefused(Map.of("PATH", home.toString()), "FABRIC_HOME is not set, and peer is not on the PATH");
        assertRefused(Map.of(), "FABRIC_HOME is not set, and peer is not on the PATH");
    }

    @Test
    void aFolderThatIsNamedCountsEvenWhereThePathHasAnother() throws IOException {
        release("3.1.5");

        assertRefused(
                Map.of(
                        "FABRIC_HOME",
                        home.resolve("elsewhere").toString(),
                        "PATH",
                        home.resolve("bin").toString()),
                "lacks peer, orderer, cryptogen, configtxgen, osnadmin");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        release("3.1.5");
        Files.delete(home.resolve("bin/osnadmin"));
        Files.setPosixFilePermissions(home.resolve("bin/cryptogen"), PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(Map.of("FABRIC_HOME", home.toString()), "lacks cryptogen, osnadmin.");
        assertRefused(Map.of("PATH", home.resolve("bin").toString()), "lacks cryptogen, osnadmin.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4.9", "v1.4.12", "2.2.0"})
    void anOldReleaseIsRefusedWithItsVersion(String version) throws IOException {
        release(version);

        assertRefused(
                Map.of("FABRIC_HOME", home.toString()), "its version " + version.replace("v", "") + " is too old");
    }

    @Test
    void whatSaysNoVersionIsNotTaken() throws IOException {
        release("3.1.5");
        program("peer", "echo development build");

        assertRefused(Map.of("FABRIC_HOME", home.toString()), "does not say its version");
    }

    private static void assertRefused(Map<String, String> environment, String words) {
        assertThatExceptionOfType(LauncherFailure.class)
                .isThrownBy(() -> FabricPrograms.find(environment))
                .withMessageContaining(words)
                .withMessageContaining(ADVICE)
                .withMessageContaining("releases of github.com/hyperledger/fabric");
    }

    private void release(String version) throws IOException {
        for (String name : new String[] {"orderer", "cryptogen", "configtxgen", "osnadmin"}) {
            program(name, "exit 1");
        }
        program("peer", "printf 'peer:\\n Version: " + version + "\\n Commit SHA: 0000000\\n'");
    }

    private void program(String name, String line) throws IOException {
        Path file = Files.createDirectories(home.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
