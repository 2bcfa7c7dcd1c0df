package org.chartseal.launcher.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.PrivateFiles;

/** Who wants a network to run: {@code fabric up}, and each installation whose portal is one of its hospitals'. */
final class NetworkUsers {
    private static final String COMMAND = "fabric-up";

    private final NetworkFolder folder;

    NetworkUsers(NetworkFolder folder) {
        this.folder = folder;
    }

    /** Whoever ran {@code fabric up} ends the network by {@code fabric down}. */
    void addCommand() {
        PrivateFiles.write(PrivateFiles.folder(folder.users()).resolve(COMMAND), "");
    }

    void removeCommand() {
        delete(folder.users().resolve(COMMAND));
    }

    boolean hasCommand() {
        return Files.exists(folder.users().resolve(COMMAND));
    }

    void add(Path installation) {
        PrivateFiles.folder(folder.users());
        PrivateFiles.write(file(installation), installation.toString());
    }

    void remove(Path installation) {
        delete(file(installation));
    }

    boolean has(Path installation) {
        return Files.exists(file(installation));
    }

    /** The installations that use it and are still there. */
    List<Path> installations() {
        if (!Files.isDirectory(folder.users())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.users())) {
            return files.filter(file -> file.toString().endsWith(".user"))
                    .map(NetworkUsers::read)
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Path installation) {
        byte[] name = installation.toString().getBytes(StandardCharsets.UTF_8);
        return folder.users().resolve(UUID.nameUUIDFromBytes(name) + ".user");
    }

    private static Path read(Path file) {
        try {
            return Path.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
