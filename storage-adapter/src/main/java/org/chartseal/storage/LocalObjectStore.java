package org.chartseal.storage;

import static org.chartseal.storage.KeptStore.unavailable;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.shared.ChartsealException;

/**
 * Objects as files of a local folder. An object is written to a temporary file in that folder, synced, and moved to
 * {@code ab/cd/<hex>} at once; so a crash leaves at worst a temporary file.
 */
public final class LocalObjectStore implements KeptStore {

    private static final int LEVELS = 3;
    private static final byte[] PROBE = new byte[4096];
    private static final String MARKER = "chartseal-objects-1";

    private final Path root;
    private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();

    /**
     * A store in that folder, which is made when the first object is put.
     *
     * @param root folder of this store alone
     */
    public LocalObjectStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Path spoolFolder() {
        return root;
    }

    @Override
    public ObjectAddress put(ObjectContent content) throws IOException {
        makeRoot();
        try (Spool spool = Spool.of(content, root)) {
            spool.sync();
            moveIntoPlace(spool.file(), spool.address());
            return spool.address();
        } catch (StorageFailure failure) {
            throw unavailable(failure);
        }
    }

    @Override
    public void keep(Spool spool) {
        try {
            put(spool::writeTo);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private void makeRoot() {
        try {
            makeFolder(root);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /** The same bytes may lie there already; replacing them at once also mends an object that was damaged. */
    private void moveIntoPlace(Path temporary, ObjectAddress address) throws StorageFailure {
        Path target = fileOf(address);
        try {
            makeFolder(DurableFiles.parentOf(target));
            DurableFiles.moveIntoPlace(temporary, target);
        } catch (IOException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** One thread at a time, so that no other thread relies on a folder that is not durable yet. */
    private void makeFolder(Path folder) throws IOException {
        if (durableFolders.contains(folder)) {
            return;
        }
        synchronized (durableFolders) {
            DurableFiles.createFolders(folder);
            durableFolders.add(folder);
        }
    }

    @Override
    public InputStream open(ObjectAddress address) {
        try {
            return Files.newInputStream(fileOf(address));
        } catch (IOException failure) {
            throw missingOrUnavailable(address, failure);
        }
    }

    @Override
    public InputStream open(ObjectAddress address, long from, long length) {
        try {
            return FileSection.open(fileOf(address), from, length);
        } catch (IOException failure) {
            throw missingOrUnavailable(address, failure);
        }
    }

    private ChartsealException missingOrUnavailable(ObjectAddress address, IOException failure) {
        return failure instanceof NoSuchFileException && Files.isDirectory(root)
                ? ObjectDamage.MISSING.at(address).causedBy(failure)
                : unavailable(failure);
    }

    @Override
    public boolean holds(ObjectAddress address) {
        if (Files.isRegularFile(fileOf(address))) {
            return true;
        }
        try {
            requireRoot();
            return false;
        } catch (IOException notMounted) {
            throw unavailable(notMounted);
        }
    }

    @Override
    public long length(ObjectAddress address) {
        try {
            return Files.size(fileOf(address));
        } catch (IOException failure) {
            throw missingOrUnavailable(address, failure);
        }
    }

    /** The folder is synced in any case: another thread may have deleted the file and not have come to that yet. */
    @Override
    public void remove(ObjectAddress address) {
        Path file = fileOf(address);
        Path folder = DurableFiles.parentOf(file);
        try {
            if (Files.deleteIfExists(file) || Files.isDirectory(folder)) {
                DurableFiles.sync(folder);
            } else {
                requireRoot();
            }
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    @Override
    public void visit(Consumer<ObjectAddress> visitor) {
        try {
            requireRoot();
            Files.walkFileTree(root, Set.of(), LEVELS, new Visit(visitor));
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /** A folder that is not mounted is not an empty store. */
    private void requireRoot() throws NoSuchFileException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString());
        }
    }

    /** Writes and deletes: a disk that is full, or that became read-only, does not show otherwise. */
    @Override
    public void check() {
        try {
            Path probe = DurableFiles.temporaryIn(root);
            try {
                Files.write(probe, PROBE);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /** Those of a crash. */
    @Override
    public int removeLeftovers(Instant before) {
        try {
            return DurableFiles.removeTemporary(root, before);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    @Override
    public boolean isNew() {
        return !Files.exists(root.resolve(MARKER));
    }

    @Override
    public void initialise() {
        try {
            makeFolder(root);
            if (!Files.exists(root.resolve(MARKER))) {
                DurableFiles.moveIntoPlace(DurableFiles.temporaryIn(root), root.resolve(MARKER));
            }
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private Path fileOf(ObjectAddress address) {
        return root.resolve(ObjectPath.of(address));
    }

    private final class Visit extends SimpleFileVisitor<Path> {

        private final Consumer<ObjectAddress> visitor;

        Visit(Consumer<ObjectAddress> visitor) {
            this.visitor = visitor;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString().replace(File.separatorChar, '/');
            ObjectPath.addressAt(path).ifPresent(visitor);
            return FileVisitResult.CONTINUE;
        }

        /** Temporary files come and go. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException && !file.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
