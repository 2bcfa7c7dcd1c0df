package org.chartseal.launcher.installation;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data directory of one installation. */
public final class Installation {
    private static final long MEGABYTE = 1L << 20;
    private static final long ROOM_FOR_A_NEW_ONE = 1024 * MEGABYTE;
    private static final long ROOM_FOR_A_START = 256 * MEGABYTE;
    private static final String LOCK = "lock";
    private static final String UNFINISHED_RESTORE = "restore.unfinished";
    private static final Set<String> BEFORE_THE_FIRST_START = Set.of(LOCK, Settings.FILE);

    private final Path root;

    public Installation(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    public Path database() {
        return root.resolve("database");
    }

    public Path ledger() {
        return root.resolve("ledger");
    }

    public Path storage() {
        return root.resolve("storage");
    }

    public Path vaultFile() {
        return root.resolve("vault").resolve("master.key");
    }

    public Path wildfly() {
        return root.resolve("wildfly");
    }

    public Path config() {
        return root.resolve("config");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** Notes which portal the realm of the sign-in was made for. */
    public Path realmMarker() {
        return config().resolve("realm.url");
    }

    /** What its owner wants otherwise. */
    public Settings settings() {
        return Settings.read(root.resolve(Settings.FILE));
    }

    private Path stateFile() {
        return root.resolve("installation.json");
    }

    /**
     * What the installation keeps; empty if there is none in this folder.
     *
     * @throws LauncherFailure if a restore into this folder did not come to its end
     */
    public Optional<InstallationState> state() {
        if (isHalfRestored()) {
            throw new LauncherFailure("A restore into " + root + " did not come to its end: what is there is not whole."
                    + " Run ./chartseal restore again, which begins anew, or ./chartseal reset.");
        }
        if (!Files.exists(stateFile())) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(Files.readString(stateFile())))) {
            return Optional.of(InstallationState.fromJson(reader.readObject()));
        } catch (IOException | JsonException | NullPointerException | ClassCastException e) {
            throw new LauncherFailure(stateFile() + " cannot be read: " + e.getMessage(), e);
        }
    }

    public void save(InstallationState state) {
        PrivateFiles.write(stateFile(), state.toJson().toString());
    }

    /** Draws ports and secrets for a new installation and creates its folders. */
    public InstallationState create(int publicPort, boolean demo, LedgerChoice ledger) {
        if (isSomethingElse()) {
            throw new LauncherFailure(
                    root + " is not empty and is no data directory of Chartseal." + " Choose another with --data-dir.");
        }
        InstallationState state = InstallationState.draw(publicPort, demo, ledger);
        // First, so that a start that is interrupted right after it finds an installation here, and not somebody else's
        // folder.
        PrivateFiles.folder(root);
        save(state);
        createFolders();
        return state;
    }

    /** Creates the folders that are missing. */
    public void createFolders() {
        for (Path folder : new Path[] {root, config(), logs(), run(), storage(), ledger(), wildfly()}) {
            PrivateFiles.folder(folder);
        }
        PrivateFiles.folder(root.resolve("vault"));
    }

    /** Whether a restore into this folder was begun and not ended. */
    public boolean isHalfRestored() {
        return Files.exists(root.resolve(UNFINISHED_RESTORE));
    }

    /**
     * Marks the folder as one in which nothing may be started, and empties it of what an earlier restore left. For whoever holds it
     * {@linkplain #exclusively exclusively}.
     *
     * @throws LauncherFailure if there is anything else in it
     */
    public void beginRestore() {
        if (!isHalfRestored() && !Set.of(LOCK).containsAll(contents())) {
            throw new LauncherFailure(
                    root + " is not empty. A restore makes a whole installation: name a new folder with"
                            + " --data-dir, or move away what is there.");
        }
        PrivateFiles.write(root.resolve(UNFINISHED_RESTORE), "");
        contents().stream()
                .filter(name -> !name.equals(LOCK) && !name.equals(UNFINISHED_RESTORE))
                .forEach(name -> Folders.delete(root.resolve(name)));
        createFolders();
    }

    /** Takes everything away again that a restore made which could not be ended. */
    public void abandonRestore() {
        contents().stream()
                .filter(name -> !name.equals(LOCK) && !name.equals(UNFINISHED_RESTORE))
                .forEach(name -> Folders.delete(root.resolve(name)));
        Folders.delete(root);
    }

    /** Everything is there, and lasts: from now on it is an installation. */
    public void endRestore(InstallationState state) {
        save(state);
        // What is in the files is durable by now; that their folders have them is not.
        for (Path folder : new Path[] {config(), ledger(), vaultFile().resolveSibling("")}) {
            Folders.sync(folder);
        }
        PrivateFiles.sync(root);
        try {
            Files.delete(root.resolve(UNFINISHED_RESTORE));
        } catch (IOException e) {
            throw new LauncherFailure("Cannot write to " + root + ": " + e.getMessage(), e);
        }
        PrivateFiles.sync(root);
    }

    /** Writes what its owner wants otherwise, in a new installation. */
    public void write(Properties settings) {
        StringWriter text = new StringWriter();
        try {
            settings.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFiles.write(root.resolve(Settings.FILE), text.toString());
    }

    private boolean isSomethingElse() {
        if (!Files.isDirectory(root)) {
            return Files.exists(root);
        }
        return !BEFORE_THE_FIRST_START.containsAll(contents());
    }

    /** Deletes the folder if a start was interrupted before it made anything in it. */
    public void deleteIfNothingWasMade() {
        if (!Files.isDirectory(root) || !contents().stream().allMatch(LOCK::equals)) {
            return;
        }
        exclusively(() -> {
            if (contents().equals(List.of(LOCK))) {
                Folders.delete(root);
            }
        });
    }

    private List<String> contents() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new LauncherFailure("Cannot read " + root + ": " + e.getMessage(), e);
        }
    }

    /** Refuses when the disk is too full to start on. */
    public void requireRoom() {
        long wanted = Files.exists(stateFile()) ? ROOM_FOR_A_START : ROOM_FOR_A_NEW_ONE;
        try {
            requireRoom(Files.getFileStore(PrivateFiles.folder(root)).getUsableSpace(), wanted);
        } catch (IOException e) {
            throw new LauncherFailure("Cannot read how much room there is for " + root + ": " + e.getMessage(), e);
        }
    }

    void requireRoom(long usable, long wanted) {
        if (usable < wanted) {
            throw new LauncherFailure("Too little room on the disk of " + root + ": " + usable / MEGABYTE
                    + " MiB are free, " + wanted / MEGABYTE
                    + " MiB are needed. Make room, or choose another disk with --data-dir.");
        }
    }

    /**
     * Does the work while no other command can change this installation.
     *
     * @throws LauncherFailure if another one is at it
     */
    public void exclusively(Runnable work) {
        Path file = PrivateFiles.folder(root).resolve(LOCK);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (tryLock(channel) == null) {
                throw new LauncherFailure("Another command is starting or stopping the installation in " + root
                        + " right now. Wait for it to end.");
            }
            work.run();
        } catch (IOException e) {
            throw new LauncherFailure("Cannot write to " + root + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
