package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;

/**
 * Content in a temporary file, whose address and length are known before it goes on to where it stays. Closing deletes the file,
 * unless it was moved.
 *
 * @param file the temporary file
 * @param address of its bytes
 * @param length in bytes
 */
record Spool(Path file, ObjectAddress address, long length) implements AutoCloseable {

    /**
     * Writes the content to a new file of the folder, which is made if it is missing.
     *
     * @throws StorageFailure when the disk does not take it
     * @throws IOException when the content broke off; no file is left then
     */
    static Spool of(ObjectContent content, Path folder) throws IOException {
        Path file = temporary(folder);
        boolean written = false;
        try {
            Spool spool = write(content, file);
            written = true;
            return spool;
        } finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path temporary(Path folder) throws StorageFailure {
        try {
            DurableFiles.createFolders(folder);
            return DurableFiles.temporaryIn(folder);
        } catch (IOException failure) {
            throw new StorageFailure(failure);
        }
    }

    private static Spool write(ObjectContent content, Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            OutputStream disk = new StorageFailure.DiskStream(Channels.newOutputStream(channel));
            MeasuredOutput measured = new MeasuredOutput(disk);
            try (OverlappedOutput out = new OverlappedOutput(measured)) {
                content.writeTo(out);
                out.finish();
            }
            return new Spool(file, new ObjectAddress(measured.sha256()), measured.count());
        }
    }

    private static FileChannel open(Path file) throws StorageFailure {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** Returns when the file survives a crash. */
    void sync() throws StorageFailure {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException failure) {
            throw new StorageFailure(failure);
        }
    }

    /** The bytes once more, for another store. */
    void writeTo(OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
