package org.chartseal.launcher.backup;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PrivateFiles;

/**
 * A file that has its name only when it is whole and durable. Until then it lies beside it under another; one that a killed command
 * left there is written over.
 */
final class UnfinishedFile implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean complete;

    private UnfinishedFile(Path file, Path unfinished, FileChannel channel) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    /** @throws LauncherFailure when the file is there, or somebody else is writing it */
    static UnfinishedFile begin(Path wanted) {
        Path file = wanted.toAbsolutePath().normalize();
        if (Files.exists(file)) {
            throw new LauncherFailure(file + " exists. A backup writes over nothing; name a new file.");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            FileChannel channel = FileChannel.open(
                    unfinished,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (!isOurs(channel)) {
                channel.close();
                throw new LauncherFailure("Another command is writing " + file + " right now.");
            }
            channel.truncate(0);
            return new UnfinishedFile(file, unfinished, channel);
        } catch (IOException e) {
            throw new LauncherFailure("Cannot write " + unfinished + ": " + e.getMessage(), e);
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    OutputStream stream() {
        return stream;
    }

    /** Gives it its name. */
    long complete() throws IOException {
        stream.flush();
        channel.force(true);
        long size = channel.size();
        name();
        PrivateFiles.sync(file.resolveSibling(""));
        complete = true;
        return size;
    }

    /** A link, unlike a move, never takes the place of a file that appeared meanwhile; not every disk has links. */
    private void name() throws IOException {
        try {
            Files.createLink(file, unfinished);
            Files.delete(unfinished);
        } catch (FileAlreadyExistsException meanwhile) {
            throw meanwhile;
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** One that is not complete is deleted. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!complete) {
            Files.deleteIfExists(unfinished);
        }
    }
}
