package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalObjectStoreTest implements ObjectStoreContract {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    Path folder;

    private Path root;
    private LocalObjectStore store;

    @BeforeEach
    void openStore() {
        root = folder.resolve("data").resolve("objects");
        store = new LocalObjectStore(root);
        store.initialise();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public void overwrite(ObjectAddress address, byte[] bytes) throws IOException {
        Files.write(file(address), bytes);
    }

    @Override
    public void takeAway(ObjectAddress address) throws IOException {
        Files.delete(file(address));
    }

    @Test
    void theSameBytesAreOneFile() throws IOException {
        store.put(out -> out.write(CONTENT));
        store.put(out -> out.write(CONTENT));
        assertThat(objects()).hasSize(1);
    }

    @Test
    void contentThatBreaksOffLeavesNoFile() throws IOException {
        assertThatThrownBy(() -> store.put(out -> {
                    out.write(CONTENT);
                    throw new IOException("broken off");
                }))
                .hasMessage("broken off");
        assertThat(objects()).isEmpty();
    }

    @Test
    void aRefusalOfTheContentLeavesNoFile() throws IOException {
        assertThatThrownBy(() -> store.put(out -> {
                    out.write(CONTENT);
                    throw Refused.because("too-large");
                }))
                .isInstanceOf(Refused.class);
        assertThat(objects()).isEmpty();
    }

    @Test
    void filesAndFoldersAreTheOwnersAlone() throws IOException {
        ObjectAddress address = store.put(out -> out.write(CONTENT));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(address))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
    }

    @Test
    void readingCreatesNothing() throws IOException {
        ObjectAddress nowhere = new ObjectAddress("f".repeat(64));
        assertThat(store.holds(nowhere)).isFalse();
        assertThatThrownBy(() -> store.open(nowhere)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> store.verify(nowhere)).isInstanceOf(Refused.class);
        assertThat(objects()).isEmpty();
    }

    @Test
    void aStoreWhoseFolderIsGoneIsUnavailableNotEmpty() {
        LocalObjectStore unmounted = new LocalObjectStore(folder.resolve("unmounted"));
        ObjectAddress address = new ObjectAddress("f".repeat(64));
        assertThatThrownBy(() -> unmounted.open(address)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> unmounted.holds(address)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> unmounted.length(address)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> unmounted.remove(address)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> unmounted.visit(seen -> {})).isInstanceOf(Unavailable.class);
        assertThat(folder.resolve("unmounted")).doesNotExist();
    }

    @Test
    void aDiskThatDoesNotTakeTheObjectIsUnavailable() throws IOException {
        Path occupied = Files.createFile(folder.resolve("a-file"));
        LocalObjectStore broken = new LocalObjectStore(occupied.resolve("objects"));
        assertThatThrownBy(() -> broken.put(out -> out.write(CONTENT))).isInstanceOf(Unavailable.class);
    }

    @Test
    void aCheckLeavesNothingBehindAndSaysWhenTheFolderIsGone() throws IOException {
        store.check();
        assertThat(objects()).isEmpty();

        Files.move(root, folder.resolve("unmounted"));
        assertThatThrownBy(store::check).isInstanceOf(Unavailable.class);

        Files.createFile(root);
        assertThatThrownBy(store::check).isInstanceOf(Unavailable.class);
    }

    @Test
    void oldLeftoversOfACrashAreRemovedAndNothingElse() throws IOException {
        Instant today = Instant.parse("2026-05-04T10:00:00Z");
        ObjectAddress kept = store.put(out -> out.write(CONTENT));
        Path old = leftover("1.part", today.minusSeconds(7200));
        Path young = leftover("2.part", today.minusSeconds(60));
        Files.setLastModifiedTime(file(kept), FileTime.from(today.minusSeconds(7200)));

        assertThat(store.removeLeftovers(today.minusSeconds(3600))).isEqualTo(1);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(store.verify(kept)).isTrue();
    }

    @Test
    void filesThatAreNoObjectsAreNotShown() throws IOException {
        ObjectAddress address = store.put(out -> out.write(CONTENT));
        Files.write(file(address).resolveSibling("notes.txt"), CONTENT);
        Files.write(file(address).resolveSibling("f".repeat(64)), CONTENT);
        List<ObjectAddress> seen = new ArrayList<>();
        store.visit(seen::add);
        assertThat(seen).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha256:../../../../etc/passwd",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "md5:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> ObjectAddress.parse(text)).hasMessage("object-address-malformed");
    }

    private Path leftover(String name, Instant written) throws IOException {
        Path file = Files.write(root.resolve(name), CONTENT);
        return Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private Path file(ObjectAddress address) {
        String hex = address.hex();
        return root.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("chartseal-"))
                    .toList();
        }
    }
}
