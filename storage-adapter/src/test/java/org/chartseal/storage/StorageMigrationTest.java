package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageMigrationTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private Path target;
    private StoragePlaces places;
    private KeptStore store;

    @BeforeEach
    void openStore() {
        first = folder.resolve("first");
        second = folder.resolve("second");
        target = folder.resolve("target");
        places = new StoragePlaces(
                List.of(new StorageUrl.Folder(first), new StorageUrl.Folder(second)),
                StorageCredentials.NONE,
                folder.resolve("work"));
        store = places.open();
        store.initialise();
    }

    @Test
    void everythingIsCopiedAndVerified() throws IOException {
        List<ObjectAddress> all = List.of(put("a"), put("b"), put("c"));
        StorageMigration.Count count = migrate();
        assertThat(count).isEqualTo(new StorageMigration.Count(3, 3, 0, List.of()));
        assertThat(all).allMatch(new LocalObjectStore(target)::verify);
        assertThat(new LocalObjectStore(target).isNew()).isFalse();
        assertThat(work()).containsExactly("replicas.journal");
    }

    @Test
    void oneThatWasInterruptedGoesOnWhereItWas() throws IOException {
        for (String text : List.of("a", "b", "c", "d")) {
            put(text);
        }
        StorageMigration interrupted = new StorageMigration(places, new StorageUrl.Folder(target), count -> {
            if (count.done() == 2) {
                throw new IllegalStateException("interrupted");
            }
        });
        assertThatThrownBy(interrupted::run).hasMessage("interrupted");
        List<Path> copied = objects(target);
        assertThat(copied).hasSize(2);
        for (Path file : copied) {
            Files.setLastModifiedTime(file, LONG_AGO);
        }

        assertThat(migrate()).isEqualTo(new StorageMigration.Count(4, 2, 2, List.of()));
        for (Path file : copied) {
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
        }
    }

    @Test
    void whatIsThereButDamagedIsCopiedAgain() throws IOException {
        ObjectAddress address = put("a");
        migrate();
        Files.writeString(target.resolve(ObjectPath.of(address)), "x");
        assertThat(migrate().copied()).isEqualTo(1);
        assertThat(new LocalObjectStore(target).verify(address)).isTrue();
    }

    @Test
    void whatOneReplicaLostOrDamagedComesFromTheOther() throws IOException {
        ObjectAddress lost = put("lost in one");
        ObjectAddress bent = put("bent in one");
        Files.delete(first.resolve(ObjectPath.of(lost)));
        Files.writeString(first.resolve(ObjectPath.of(bent)), "x");
        assertThat(migrate().copied()).isEqualTo(2);
        assertThat(new LocalObjectStore(target).verify(lost)).isTrue();
        assertThat(new LocalObjectStore(target).verify(bent)).isTrue();
    }

    @Test
    void whatIsNowhereIntactIsNamedAndNotCopied() throws IOException {
        ObjectAddress bent = put("bent");
        ObjectAddress sound = put("sound");
        Files.writeString(first.resolve(ObjectPath.of(bent)), "x");
        Files.writeString(second.resolve(ObjectPath.of(bent)), "x");
        StorageMigration.Count count = migrate();
        assertThat(count.lost()).containsExactly(bent);
        assertThat(count.copied()).isEqualTo(1);
        assertThat(objects(target)).containsExactly(target.resolve(ObjectPath.of(sound)));
    }

    @Test
    void whatWasRemovedWhileAReplicaWasAwayIsNotBroughtBack() throws IOException {
        ObjectAddress erased = put("erased");
        Files.move(second, folder.resolve("aside"));
        Files.createFile(second);
        assertThatThrownBy(() -> store.remove(erased)).isInstanceOf(Unavailable.class);
        Files.delete(second);
        Files.move(folder.resolve("aside"), second);
        assertThat(migrate().done()).isZero();
        assertThat(new LocalObjectStore(target).holds(erased)).isFalse();
    }

    @Test
    void theJournalOfARunningPortalIsLeftAsItIs() throws IOException {
        Path journal = folder.resolve("work").resolve("replicas.journal");
        Files.writeString(journal, "lacks " + "1".repeat(64) + " file:/x\nsettled " + "1".repeat(64) + " file:/x\n");
        String before = Files.readString(journal);
        migrate();
        assertThat(journal).hasContent(before);
    }

    @Test
    void aPlaceThatDoesNotAnswerEndsIt() throws IOException {
        put("a");
        Files.createFile(target);
        assertThatThrownBy(this::migrate).isInstanceOf(Unavailable.class);
    }

    @Test
    void theSamePlaceIsNoTarget() {
        assertThatThrownBy(() -> new StorageMigration(places, new StorageUrl.Folder(second), count -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already");
    }

    private StorageMigration.Count migrate() {
        return new StorageMigration(places, new StorageUrl.Folder(target), count -> {}).run();
    }

    private ObjectAddress put(String text) throws IOException {
        return store.put(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> work() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("work"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<Path> objects(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root, 3)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().length() == 64)
                    .toList();
        }
    }
}
