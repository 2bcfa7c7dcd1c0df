package org.chartseal.launcher.fabric;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PrivateFiles;
import org.jspecify.annotations.Nullable;

/** Lets one command at a time change a network. The lock of a command that was killed is free. */
final class NetworkLock {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long INTERVAL_MILLIS = 200;

    private final NetworkFolder folder;

    NetworkLock(NetworkFolder folder) {
        this.folder = folder;
    }

    /** Does the work after whatever another command is doing now: what that one did need not be done again. */
    void afterOthers(Runnable work, Consumer<String> tell) {
        hold(work, channel -> {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            FileLock lock = tryLock(channel);
            if (lock == null) {
                tell.accept("another command is changing it, waiting for that");
            }
            while (lock == null && System.nanoTime() < deadline) {
                pause();
                lock = tryLock(channel);
            }
            return lock;
        });
    }

    /** Does the work unless another command is changing the network: then it refuses. */
    void unlessOthers(Runnable work) {
        hold(work, NetworkLock::tryLock);
    }

    @FunctionalInterface
    private interface Locking {
        @Nullable FileLock lock(FileChannel channel) throws IOException;
    }

    private void hold(Runnable work, Locking locking) {
        Path file = PrivateFiles.folder(folder.root()).resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (locking.lock(channel) == null) {
                throw new LauncherFailure("Another command is changing the network in " + folder.root()
                        + " right now. Wait for it to end.");
            }
            work.run();
        } catch (IOException e) {
            throw new LauncherFailure("Cannot write to " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted.", e);
        }
    }
}
