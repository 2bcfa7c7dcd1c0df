package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** On SoftHSM, which is a PKCS#11 module without hardware. Its tokens lie where {@code SOFTHSM2_CONF} says, which the build sets. */
@EnabledIf("isInstalled")
class Pkcs11KeyVaultIT {

    private static final byte[] SECRET = "thirty-two bytes of a secret key".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern SLOT = Pattern.compile("slot ([0-9]+)\\s*$");
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"));

    private static long slot;
    private static Path folder = Path.of("target", "softhsm");
    private static int labels;

    private final List<Pkcs11KeyVault> opened = new ArrayList<>();
    private VaultPlace.HardwareModule place = new VaultPlace.HardwareModule(folder, 0, folder, "none");

    static boolean isInstalled() {
        return LIBRARIES.stream().anyMatch(Files::exists);
    }

    @BeforeAll
    static void makeToken() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("softhsm2.conf"),
                "directories.tokendir = " + folder.resolve("tokens").toAbsolutePath() + "\n");
        Process made = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "chartseal",
                        "--pin",
                        "1234",
                        "--so-pin",
                        "5678")
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Matcher number = SLOT.matcher(said);
        assertThat(number.find()).as(said).isTrue();
        slot = Long.parseLong(number.group(1));
    }

    @BeforeEach
    void namePlace() throws IOException {
        place = new VaultPlace.HardwareModule(
                LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow(),
                slot,
                pinFile("1234"),
                "test" + ++labels);
    }

    private static Path pinFile(String pin) throws IOException {
        Path file = folder.resolve("pin-" + pin);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, pin + "\n");
    }

    @AfterEach
    void close() {
        opened.forEach(Pkcs11KeyVault::close);
    }

    private Pkcs11KeyVault create() {
        return kept(Pkcs11KeyVault.create(place));
    }

    private Pkcs11KeyVault open() {
        return kept(Pkcs11KeyVault.open(place));
    }

    private Pkcs11KeyVault kept(Pkcs11KeyVault vault) {
        opened.add(vault);
        return vault;
    }

    @Test
    void aWrappedKeyUnwrapsAfterARestartAndOnlyForItsUse() {
        WrappedKey wrapped = create().wrap(SECRET, "object-key");
        assertThat(wrapped.masterKey()).isEqualTo(place.label() + "-1");
        Pkcs11KeyVault restarted = open();
        assertThat(restarted.unwrap(wrapped, "object-key")).isEqualTo(SECRET);
        assertRefused("vault-key-altered", () -> restarted.unwrap(wrapped, "signing-key"));
    }

    @Test
    void everyAlteredOrCutByteIsRefused() {
        Pkcs11KeyVault vault = create();
        WrappedKey wrapped = vault.wrap(SECRET, "object-key");
        for (int position = 0; position < wrapped.ciphertext().length; position++) {
            byte[] altered = wrapped.ciphertext();
            altered[position] ^= 1;
            assertRefused(
                    "vault-key-altered",
                    () -> vault.unwrap(new WrappedKey(wrapped.masterKey(), altered), "object-key"));
        }
        for (int length = 1; length < wrapped.ciphertext().length; length++) {
            byte[] cut = java.util.Arrays.copyOf(wrapped.ciphertext(), length);
            assertRefused(
                    "vault-key-altered", () -> vault.unwrap(new WrappedKey(wrapped.masterKey(), cut), "object-key"));
        }
    }

    @Test
    void theMasterKeyDoesNotLeaveTheModule() throws Exception {
        assertThat(create().masterKey().getEncoded()).isNull();
    }

    @Test
    void theMasterKeyIsChangedAndTheFormerOneRemoved() {
        Pkcs11KeyVault vault = create();
        WrappedKey before = vault.wrap(SECRET, "object-key");
        vault.addNew();
        WrappedKey after = vault.wrap(SECRET, "object-key");
        assertThat(after.masterKey()).isEqualTo(place.label() + "-2");
        assertThat(open().unwrap(before, "object-key")).isEqualTo(SECRET);
        vault.removeFormer();
        assertThat(open().hasFormer()).isFalse();
        assertThat(open().unwrap(after, "object-key")).isEqualTo(SECRET);
        assertRefused("vault-key-missing", () -> vault.unwrap(before, "object-key"));
        assertRefused("vault-key-missing", () -> open().unwrap(before, "object-key"));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertRefused("vault-missing", this::open);
        assertRefused(
                "vault-module-missing",
                () -> Pkcs11KeyVault.open(new VaultPlace.HardwareModule(
                        Path.of("/nowhere/module.so"), slot, place.pinFile(), place.label())));
        assertRefused(
                "vault-slot-missing",
                () -> Pkcs11KeyVault.open(
                        new VaultPlace.HardwareModule(place.library(), 4711, place.pinFile(), place.label())));
        assertRefused(
                "vault-pin-missing",
                () -> Pkcs11KeyVault.open(
                        new VaultPlace.HardwareModule(place.library(), slot, Path.of("/nowhere/pin"), place.label())));
        Path open = pinFile("9999");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(
                "vault-readable-by-others",
                () -> Pkcs11KeyVault.open(new VaultPlace.HardwareModule(place.library(), slot, open, place.label())));
    }

    @Test
    void aWrongPinIsNamed() throws IOException {
        VaultPlace.HardwareModule wrong =
                new VaultPlace.HardwareModule(place.library(), slot, pinFile("0000"), place.label());
        assertRefused("vault-pin-wrong", () -> Pkcs11KeyVault.open(wrong));
        assertRefused("vault-pin-wrong", () -> Pkcs11KeyVault.create(wrong));
    }

    @Test
    void aModuleThatWasSignedOutOfIsAwayAndItsKeysAreNotMissing() {
        Pkcs11KeyVault vault = create();
        WrappedKey wrapped = vault.wrap(SECRET, "object-key");
        vault.close();
        assertThatThrownBy(() -> vault.unwrap(wrapped, "object-key")).isInstanceOf(Unavailable.class);
    }

    @Test
    void aVaultIsNotMadeTwice() {
        create();
        assertRefused("vault-exists", this::create);
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
