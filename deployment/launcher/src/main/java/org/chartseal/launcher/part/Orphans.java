package org.chartseal.launcher.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.LauncherFailure;

/**
 * What a killed PostgreSQL leaves behind. Its helpers end by themselves within moments; only when none is left may its lock
 * file go, which could name the number of a process that is someone else's by now.
 */
final class Orphans {
    private static final long PATIENCE_SECONDS = 15;

    private final Path data;

    Orphans(Path data) {
        this.data = data;
    }

    /** Waits until no process works in the folder any more, and removes the lock file. */
    void end() {
        Path lockFile = data.resolve("postmaster.pid");
        if (!Files.exists(lockFile) || !Files.isDirectory(Path.of("/proc/self"))) {
            return;
        }
        CompletableFuture<?>[] ends = workers().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Files.deleteIfExists(lockFile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted while waiting for the database's old processes.", e);
        } catch (TimeoutException e) {
            throw new LauncherFailure("Another PostgreSQL still works in " + data + ". End it first.", e);
        } catch (java.util.concurrent.ExecutionException | IOException e) {
            throw new LauncherFailure("Cannot clear up after the database's last run: " + e.getMessage(), e);
        }
    }

    private Stream<ProcessHandle> workers() {
        return ProcessHandle.allProcesses().filter(this::worksHere);
    }

    private boolean worksHere(ProcessHandle handle) {
        return folderOf(handle).filter(data::equals).isPresent();
    }

    private static Optional<Path> folderOf(ProcessHandle handle) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(handle.pid()), "cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
