package org.chartseal.launcher.part;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.installation.LauncherFailure;

/** PostgreSQL's own programs, unpacked once from the archive that the launcher carries. */
final class PostgresqlPrograms {
    private static final int EXECUTABLE = 0b001_000_000;

    private final Path home;

    PostgresqlPrograms(Path home) {
        this.home = home;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Unpacks the programs unless they are there. Another installation may be at the same. */
    void unpack() {
        if (Files.isDirectory(home)) {
            return;
        }
        Path lock = home.resolveSibling("postgresql.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            if (!Files.isDirectory(home) && alone.isValid()) {
                Path fresh = home.resolveSibling("postgresql.new");
                Folders.delete(fresh);
                unpack(fresh);
                Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LauncherFailure("Cannot unpack PostgreSQL into " + home + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        String resource = "/postgres-" + system() + "-" + machine() + ".txz";
        try (InputStream archive = PostgresqlPrograms.class.getResourceAsStream(resource)) {
            if (archive == null) {
                throw new LauncherFailure("Chartseal carries no PostgreSQL for this machine (" + system() + ", "
                        + machine() + "). It runs on Linux and macOS, on amd64 and arm64.");
            }
            unpack(archive, folder);
        }
    }

    /** The program with its arguments, run without root's rights, which PostgreSQL refuses to have. */
    List<String> command(String name, List<String> arguments) {
        List<String> command = new java.util.ArrayList<>();
        if (isRoot()) {
            command.add("unshare");
            command.add("--user");
        }
        command.add(program(name).toString());
        command.addAll(arguments);
        return command;
    }

    /** Refuses when PostgreSQL could not be run by this user. */
    static void requireUnprivileged() {
        if (isRoot() && !succeeds("unshare", "--user", "true")) {
            throw new LauncherFailure("PostgreSQL does not run as root, and this machine lets root give up its rights"
                    + " by no user namespace. Start Chartseal as another user.");
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & EXECUTABLE) != 0 && !target.toFile().setExecutable(true)) {
            throw new UncheckedIOException(new IOException("cannot make " + target + " executable"));
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String machine() {
        String arch = System.getProperty("os.arch");
        return Set.of("aarch64", "arm64").contains(arch) ? "arm_64" : "x86_64";
    }
}
