package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.LockedObject;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

    private static final ObjectContext CONTEXT = new ObjectContext(new UUID(1, 1), new UUID(2, 2), 1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path objects;
    private Path vault;

    @BeforeEach
    void nameFiles() {
        objects = folder.resolve("objects");
        vault = folder.resolve("vault.json");
    }

    @Test
    void aNewInstallationKeepsItsObjectsThroughARestart() throws IOException {
        ObjectCipher cipher = open().cipher();
        RecipientKey recipient = cipher.draw(new UUID(3, 3));
        KeyedObject sealed = cipher.seal(CONTEXT, out -> out.write(42), () -> List.of(recipient));
        LockedObject object = new LockedObject(CONTEXT, sealed.object().address(), sealed.commitment());
        try (InputStream in = open().cipher().open(object, sealed.wraps().get(0), address -> true)) {
            assertThat(in.readAllBytes()).containsExactly(42);
        }
    }

    @Test
    void aLostVaultIsNeverReplacedEvenBeforeTheFirstObject() throws IOException {
        open();
        Files.delete(vault);
        assertThatThrownBy(this::open).hasMessageContaining("vault-missing");
        assertThat(vault).doesNotExist();
    }

    @Test
    void anEmptyFolderThatWasMadeBeforehandIsANewInstallation() throws IOException {
        Files.createDirectory(objects);
        open();
        assertThat(vault).exists();
    }

    @Test
    void withAVaultAStorageThatIsAwayKeepsNobodyFromOpeningIt() throws IOException {
        open();
        Files.move(objects, folder.resolve("aside"));
        Files.createFile(objects);
        Storage storage = open();
        assertThatThrownBy(() -> storage.store().check()).isInstanceOf(Unavailable.class);
        Files.delete(objects);
        Files.move(folder.resolve("aside"), objects);
        storage.store().check();
    }

    @Test
    void temporaryFilesThatACrashLeftInTheWorkFolderAreRemoved() throws IOException {
        open();
        Path leftover = Files.createDirectories(objects.resolve("work")).resolve("1.part");
        Files.write(leftover, new byte[] {1});
        Files.setLastModifiedTime(leftover, FileTime.from(CLOCK.instant().minus(Duration.ofDays(2))));
        open();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void aStorageThatIsNewForAnInstallationThatIsNotIsTold() {
        List<String> told = new ArrayList<>();
        Handler listener = listener(told);
        Logger logger = Logger.getLogger(Storage.class.getName());
        logger.addHandler(listener);
        try {
            open();
            open();
            assertThat(told).isEmpty();
            Storage.open(StoragePlaces.folder(folder.resolve("another")), vault, CLOCK);
            assertThat(told).singleElement().asString().contains("storage migrate");
        } finally {
            logger.removeHandler(listener);
        }
    }

    private static Handler listener(List<String> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private Storage open() {
        return Storage.open(StoragePlaces.folder(objects), vault, CLOCK);
    }
}
