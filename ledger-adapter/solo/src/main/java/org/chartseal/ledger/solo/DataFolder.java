package org.chartseal.ledger.solo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.chartseal.ledger.solo.identity.PrivateFiles;

/** The folder of one ledger, held by one process at a time. */
final class DataFolder implements Closeable {

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes the folder, creating it if it is missing.
     *
     * @throws LedgerUnusable when another process has it
     */
    static DataFolder take(Path path) {
        try {
            PrivateFiles.createFolder(path);
            FileChannel lockFile = PrivateFiles.open(path.resolve("lock"));
            if (tryLock(lockFile)) {
                return new DataFolder(path, lockFile);
            }
            lockFile.close();
        } catch (IOException e) {
            throw new LedgerUnusable("The data directory " + path + " cannot be used: " + e.getMessage(), e);
        }
        throw new LedgerUnusable("The data directory " + path + " is in use by another ledger process. Stop that one"
                + " first, or choose another --data-dir.");
    }

    Path keys() {
        return path.resolve("keys");
    }

    Path chain() {
        return path.resolve("chain");
    }

    Path client() {
        return path.resolve("client");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static boolean tryLock(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
