package org.chartseal.storage;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;

/**
 * Objects as files of a local folder. An object is written to a temporary file in that folder, synced, and moved to
 * {@code ab/cd/<hex>} at once; so a crash leaves at worst a temporary file.
 */
public final class LocalObjectStore implements ObjectStore {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 16;
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
    public ObjectAddress put(ObjectContent content) throws IOException {
        Path temporary = temporary();
        try {
            ObjectAddress address = write(content, temporary);
            moveIntoPlace(temporary, address);
            return address;
        } catch (StorageFailure failure) {
            throw unavailable(failure);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path temporary() {
        try {
            makeFolder(root);
            return DurableFiles.temporaryIn(root);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    private static ObjectAddress write(ObjectContent content, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel = openForWriting(file)) {
            OutputStream disk = new DiskStream(Channels.newOutputStream(channel));
            OutputStream out = new BufferedOutputStream(new DigestOutputStream(disk, digest), BUFFER);
            content.writeTo(out);
            out.flush();
            sync(channel);
        }
        return new ObjectAddress(HexFormat.of().formatHex(digest.digest()));
    }

    private static FileChannel openForWriting(Path file) throws StorageFailure {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw new StorageFailure(failure);
        }
    }

    private static void sync(FileChannel channel) throws StorageFailure {
        try {
            channel.force(true);
        } catch (IOException failure) {
            throw new StorageFailure(failure);
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
        } catch (NoSuchFileException missing) {
            if (Files.isDirectory(root)) {
                throw ObjectDamage.MISSING.at(address).causedBy(missing);
            }
            throw unavailable(missing);
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    @Override
    public boolean holds(ObjectAddress address) {
        return Files.isRegularFile(fileOf(address));
    }

    @Override
    public boolean verify(ObjectAddress address) {
        try (InputStream in = open(address)) {
            MessageDigest digest = Sha256.digest();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return address.hex().equals(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException failure) {
            throw unavailable(failure);
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

    /**
     * Deletes temporary files that a crash left.
     *
     * @param before only files that were last written before this; younger ones may still be growing
     * @return how many
     */
    public int removeLeftovers(Instant before) {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(root)) {
            List<Path> leftovers = files.filter(file -> file.toString().endsWith(DurableFiles.TEMPORARY_SUFFIX))
                    .toList();
            int removed = 0;
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover).toInstant().isBefore(before)
                        && Files.deleteIfExists(leftover)) {
                    removed++;
                }
            }
            return removed;
        } catch (IOException failure) {
            throw unavailable(failure);
        }
    }

    /** Whether this folder was never a store. */
    boolean isNew() {
        return !Files.exists(root.resolve(MARKER));
    }

    /** Makes this folder a store, for good. */
    void initialise() {
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
        String hex = address.hex();
        return root.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    private static Unavailable unavailable(IOException failure) {
        return new Unavailable("storage", RETRY_AFTER, failure);
    }

    /** Tells a failing disk from content that breaks off. */
    private static final class StorageFailure extends IOException {

        private static final long serialVersionUID = 1L;

        StorageFailure(IOException cause) {
            super(cause);
        }
    }

    private static final class DiskStream extends FilterOutputStream {

        DiskStream(OutputStream disk) {
            super(disk);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failure) {
                throw new StorageFailure(failure);
            }
        }
    }
}
