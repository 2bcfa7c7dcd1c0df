package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKeyVaultTest {

    private static final byte[] SECRET = "thirty-two bytes of a secret key".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path file;
    private FileKeyVault vault;

    @BeforeEach
    void createVault() {
        file = folder.resolve("config").resolve("vault.json");
        vault = FileKeyVault.create(file);
    }

    @Test
    void aWrappedKeyUnwrapsAfterARestart() {
        WrappedKey wrapped = vault.wrap(SECRET, "object-key");
        assertThat(FileKeyVault.open(file).unwrap(wrapped, "object-key")).isEqualTo(SECRET);
    }

    @Test
    void aWrappedKeySurvivesBeingStored() {
        WrappedKey wrapped = vault.wrap(SECRET, "object-key");
        assertThat(WrappedKey.decode(wrapped.encoded())).isEqualTo(wrapped);
    }

    @Test
    void aNewMasterKeyWrapsWhileTheFormerOneStillUnwraps() {
        WrappedKey before = vault.wrap(SECRET, "object-key");
        assertThat(vault.hasFormer()).isFalse();
        vault.addNew();
        assertThat(vault.newest()).isNotEqualTo(before.masterKey());
        FileKeyVault restarted = FileKeyVault.open(file);
        assertThat(restarted.hasFormer()).isTrue();
        assertThat(restarted.newest()).isEqualTo(vault.newest());
        assertThat(restarted.unwrap(before, "object-key")).isEqualTo(SECRET);
        assertThat(restarted.wrap(SECRET, "object-key").masterKey()).isEqualTo(restarted.newest());
    }

    @Test
    void aFormerMasterKeyIsGoneOnceItIsRemoved() throws IOException {
        WrappedKey before = vault.wrap(SECRET, "object-key");
        vault.addNew();
        WrappedKey after = vault.wrap(SECRET, "object-key");
        vault.removeFormer();
        for (FileKeyVault each : new FileKeyVault[] {vault, FileKeyVault.open(file)}) {
            assertThat(each.hasFormer()).isFalse();
            assertThat(each.unwrap(after, "object-key")).isEqualTo(SECRET);
            assertRefused("vault-key-missing", () -> each.unwrap(before, "object-key"));
        }
        assertThat(Files.readString(file)).doesNotContain(before.masterKey());
    }

    @Test
    void whatACrashLeftBesideTheVaultIsGoneWithTheNextChange() throws IOException {
        Path left = file.resolveSibling("vault.json.part");
        Files.writeString(left, "half of a keyset");
        vault.addNew();
        assertThat(left).doesNotExist();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theSecretIsNotToBeSeen() {
        assertThat(new String(vault.wrap(SECRET, "object-key").encoded(), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @Test
    void aKeyForOneUseDoesNotUnwrapForAnother() {
        WrappedKey wrapped = vault.wrap(SECRET, "object-key");
        assertRefused("vault-key-altered", () -> vault.unwrap(wrapped, "signing-key"));
    }

    @Test
    void noFlippedByteUnwraps() {
        byte[] encoded = vault.wrap(SECRET, "object-key").encoded();
        for (int position = 0; position < encoded.length; position++) {
            byte[] flipped = encoded.clone();
            flipped[position] ^= 1;
            assertThatThrownBy(() -> vault.unwrap(WrappedKey.decode(flipped), "object-key"))
                    .as("byte %d", position)
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void anotherVaultsKeyIsNamedMissing() {
        WrappedKey foreign = FileKeyVault.create(folder.resolve("other.json")).wrap(SECRET, "object-key");
        assertRefused("vault-key-missing", () -> vault.unwrap(foreign, "object-key"));
    }

    @Test
    void theFileIsTheOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.resolveSibling("."))) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void aFileThatOthersCanReachIsRefused(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertRefused("vault-readable-by-others", () -> FileKeyVault.open(file));
    }

    @Test
    void aReadOnlyFileOpens() throws IOException {
        WrappedKey wrapped = vault.wrap(SECRET, "object-key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(FileKeyVault.open(file).unwrap(wrapped, "object-key")).isEqualTo(SECRET);
    }

    @Test
    void aVaultIsNeverMadeTwice() {
        assertRefused("vault-exists", () -> FileKeyVault.create(file));
    }

    @Test
    void aMissingVaultIsNamedAndNotMade() throws IOException {
        Files.delete(file);
        assertRefused("vault-missing", () -> FileKeyVault.open(file));
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "nonsense", "{\"primaryKeyId\":1,\"key\":[]}"})
    void aFileThatIsNoVaultIsRefused(String text) throws IOException {
        Files.writeString(file, text);
        assertRefused("vault-malformed", () -> FileKeyVault.open(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0001", "\u0005abc", "\u0002ab", "\u0001*x"})
    void bytesThatAreNoWrappedKeyAreRefused(String bytes) {
        assertRefused("wrapped-key-malformed", () -> WrappedKey.decode(bytes.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
