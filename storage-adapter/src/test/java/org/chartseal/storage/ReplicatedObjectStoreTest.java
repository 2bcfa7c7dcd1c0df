package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two folders that hold the same; one is away when a file lies in its place. */
class ReplicatedObjectStoreTest implements ObjectStoreContract {

    private static final byte[] CONTENT = {1, 2, 3};
    private static final byte[] OTHER = {9, 9, 9, 9};

    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private ReplicatedObjectStore store;

    @BeforeEach
    void openStore() {
        first = folder.resolve("first");
        second = folder.resolve("second");
        store = open();
        store.initialise();
    }

    private ReplicatedObjectStore open() {
        StoragePlaces places = new StoragePlaces(
                List.of(new StorageUrl.Folder(first), new StorageUrl.Folder(second)),
                StorageCredentials.NONE,
                folder.resolve("work"));
        return (ReplicatedObjectStore) places.open();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public void overwrite(ObjectAddress address, byte[] bytes) throws IOException {
        Files.write(in(first, address), bytes);
        Files.write(in(second, address), bytes);
    }

    @Override
    public void takeAway(ObjectAddress address) throws IOException {
        Files.delete(in(first, address));
        Files.delete(in(second, address));
    }

    @Test
    void anObjectIsInBoth() throws IOException {
        ObjectAddress address = put();
        assertThat(in(first, address)).hasBinaryContent(CONTENT);
        assertThat(in(second, address)).hasBinaryContent(CONTENT);
        assertThat(store.catchUp()).isZero();
    }

    @Test
    void whatIsDamagedInOneIsServedFromTheOtherAndMended() throws IOException {
        ObjectAddress address = put();
        Files.write(in(first, address), OTHER);
        assertThat(read(address)).isEqualTo(CONTENT);
        assertThat(store.verify(address)).isTrue();
        assertThat(in(first, address)).hasBinaryContent(OTHER);

        assertThat(store.catchUp()).isZero();
        assertThat(in(first, address)).hasBinaryContent(CONTENT);
    }

    @Test
    void whatOneLostIsServedFromTheOtherAndBroughtBack() throws IOException {
        ObjectAddress address = put();
        Files.delete(in(first, address));
        assertThat(store.holds(address)).isTrue();
        assertThat(read(address)).isEqualTo(CONTENT);
        assertThat(store.catchUp()).isZero();
        assertThat(in(first, address)).hasBinaryContent(CONTENT);
    }

    @Test
    void aPartOfSealedContentIsServedFromTheOtherWhereOneIsDamagedAndThatIsMended() throws IOException {
        KeyRing objects = new KeyRing(store, FileKeyVault.create(folder.resolve("vault.json")));
        ObjectContext context = new ObjectContext(new UUID(1, 1), new UUID(2, 2), 1);
        byte[] content = new byte[400_000];
        new Random(1).nextBytes(content);
        SealedObject sealed = objects.seal(context, out -> out.write(content));
        byte[] damaged = Files.readAllBytes(in(first, sealed.address()));
        damaged[200_000] ^= 1;
        Files.write(in(first, sealed.address()), damaged);

        try (InputStream in = objects.open(context, sealed, 100_000, 250_000)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 100_000, 350_000));
        }
        Files.delete(in(first, sealed.address()));
        try (InputStream in = objects.open(context, sealed, 5, 10)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 5, 15));
        }
        assertThat(store.catchUp()).isZero();
        assertThat(store.verify(sealed.address())).isTrue();
        assertThat(in(first, sealed.address())).exists();
    }

    @Test
    void whatIsDamagedInBothIsHandedOutDamagedSoThatItsReaderNamesIt() throws IOException {
        ObjectAddress address = put();
        overwrite(address, OTHER);
        assertThat(read(address)).isEqualTo(OTHER);
        assertThat(store.verify(address)).isFalse();
    }

    @Test
    void aReplicaThatWasAwayIsCaughtUpEvenAfterARestart() throws IOException {
        goAway(second);
        ObjectAddress address = put();
        assertThat(read(address)).isEqualTo(CONTENT);
        assertThat(store.catchUp()).isEqualTo(1);

        ReplicatedObjectStore restarted = open();
        assertThat(restarted.catchUp()).isEqualTo(1);
        comeBack(second);
        assertThat(restarted.catchUp()).isZero();
        assertThat(in(second, address)).hasBinaryContent(CONTENT);
    }

    @Test
    void aPutSucceedsWithoutThePrimaryToo() throws IOException {
        goAway(first);
        ObjectAddress address = put();
        assertThat(read(address)).isEqualTo(CONTENT);
        comeBack(first);
        assertThat(store.catchUp()).isZero();
        assertThat(in(first, address)).hasBinaryContent(CONTENT);
    }

    @Test
    void aPutThatNobodyTakesIsAnOutageAndLeavesNothing() throws IOException {
        goAway(first);
        goAway(second);
        assertThatThrownBy(this::put).isInstanceOf(Unavailable.class);
        assertThatThrownBy(store::check).isInstanceOf(Unavailable.class);
        comeBack(first);
        comeBack(second);
        assertThat(store.catchUp()).isZero();
        store.visit(address -> {
            throw new AssertionError(address.toString());
        });
    }

    @Test
    void anOutageOfOneIsNeverTakenForDamageOrLossInTheOther() throws IOException {
        ObjectAddress damaged = put();
        ObjectAddress lost = store.put(out -> out.write(OTHER));
        Files.write(in(first, damaged), OTHER);
        Files.delete(in(first, lost));
        goAway(second);
        assertThatThrownBy(() -> store.open(damaged)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> store.open(lost)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> store.holds(lost)).isInstanceOf(Unavailable.class);
        comeBack(second);
        assertThat(read(damaged)).isEqualTo(CONTENT);
        assertThat(read(lost)).isEqualTo(OTHER);
    }

    @Test
    void whatIsRemovedWhileOneIsAwayIsNotReadFromItAgainAndLeavesItLater() throws IOException {
        ObjectAddress address = put();
        goAway(second);
        assertThatThrownBy(() -> store.remove(address)).isInstanceOf(Unavailable.class);
        comeBack(second);
        assertThat(in(second, address)).exists();

        ReplicatedObjectStore restarted = open();
        assertThat(restarted.holds(address)).isFalse();
        assertThatThrownBy(() -> restarted.open(address))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(ObjectDamage.of(refused)).contains(ObjectDamage.MISSING));
        restarted.visit(seen -> {
            throw new AssertionError("removed, and yet shown: " + seen);
        });
        assertThat(restarted.catchUp()).isZero();
        assertThat(in(second, address)).doesNotExist();
    }

    @Test
    void whatIsPutAgainAfterARemovalThatOneMissedStays() throws IOException {
        ObjectAddress address = put();
        goAway(second);
        assertThatThrownBy(() -> store.remove(address)).isInstanceOf(Unavailable.class);
        comeBack(second);
        assertThat(put()).isEqualTo(address);
        assertThat(store.catchUp()).isZero();
        assertThat(in(first, address)).hasBinaryContent(CONTENT);
        assertThat(in(second, address)).hasBinaryContent(CONTENT);
    }

    @Test
    void oneThatAnswersIsEnoughAndWhichDoesNotIsNamed() throws IOException {
        goAway(second);
        put();
        store.check();
        assertThat(store.states())
                .containsEntry("file:" + first, Optional.of(0))
                .containsEntry("file:" + second, Optional.empty());
        assertThat(open().states()).containsEntry("file:" + second, Optional.empty());
        comeBack(second);
        assertThat(open().states()).containsEntry("file:" + second, Optional.of(1));
        store.catchUp();
        assertThat(store.states()).containsEntry("file:" + second, Optional.of(0));
    }

    @Test
    void nothingThatWasReadOrPutStaysInTheWorkFolder() throws IOException {
        ObjectAddress address = put();
        Files.write(in(first, address), OTHER);
        read(address);
        store.verify(address);
        store.catchUp();
        try (Stream<Path> files = Files.list(folder.resolve("work"))) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("replicas.journal");
        }
    }

    @Test
    void aVisitShowsWhatOnlyOneHolds() throws IOException {
        ObjectAddress address = put();
        Files.delete(in(first, address));
        List<ObjectAddress> seen = new ArrayList<>();
        store.visit(seen::add);
        assertThat(seen).containsExactly(address);
    }

    private ObjectAddress put() throws IOException {
        return store.put(out -> out.write(CONTENT));
    }

    private byte[] read(ObjectAddress address) throws IOException {
        try (InputStream in = store.open(address)) {
            return in.readAllBytes();
        }
    }

    private void goAway(Path root) throws IOException {
        Files.move(root, aside(root));
        Files.createFile(root);
    }

    private void comeBack(Path root) throws IOException {
        Files.delete(root);
        Files.move(aside(root), root);
    }

    private static Path aside(Path root) {
        return root.resolveSibling(root.getFileName() + ".aside");
    }

    private static Path in(Path root, ObjectAddress address) {
        return root.resolve(ObjectPath.of(address));
    }
}
