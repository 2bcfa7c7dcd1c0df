package org.chartseal.launcher.backup;

import com.google.protobuf.ByteString;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.chartseal.ledger.solo.block.ChainCopy;

/** The chain, keys and private data in the folder of a solo ledger, which may be working there. */
final class SoloChain {
    private final Path folder;
    private final ChainCopy chain;

    private SoloChain(Path folder, ChainCopy chain) {
        this.folder = folder;
        this.chain = chain;
    }

    /** How long the chain is now; later blocks are left out. */
    static long lengthNow(Path folder) {
        try {
            return ChainCopy.lengthNow(chainIn(folder));
        } catch (IOException e) {
            throw new LauncherFailure("There is no chain of a ledger in " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Looks at the chain up to that length.
     *
     * @throws LauncherFailure when it cannot be trusted
     */
    static SoloChain look(Path folder, long length) {
        try {
            return new SoloChain(folder, ChainCopy.of(chainIn(folder), length));
        } catch (LedgerUnusable e) {
            throw new LauncherFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new LauncherFailure("The chain in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    long height() {
        return chain.height();
    }

    /** How far it is: its height and the hash of its last block. */
    JsonObject position() {
        return Json.createObjectBuilder()
                .add("kind", "solo")
                .add("height", height())
                .add("lastBlock", hash(height() - 1))
                .build();
    }

    private String hash(long number) {
        return chain.hash(number)
                .map(ByteString::toByteArray)
                .map(HexFormat.of()::formatHex)
                .orElse("");
    }

    /** Whether it is the same chain as the one that was there, and no shorter. */
    boolean goesOnFrom(JsonObject position) {
        long height = position.getJsonNumber("height").longValueExact();
        return height > 0 && hash(height - 1).equals(position.getString("lastBlock"));
    }

    void writeTo(ArchiveWriter archive) throws IOException {
        for (Path key : list(folder.resolve("keys"))) {
            archive.add(Entries.LEDGER_KEYS + key.getFileName(), Files.readAllBytes(key));
        }
        try (InputStream blocks = chain.open()) {
            archive.add(Entries.LEDGER_BLOCKS, chain.length(), blocks);
        }
        // What is settled moves from the first to the second; in this order nothing is missed.
        for (String state : List.of("endorsed", "committed")) {
            for (Path values : list(chainIn(folder).resolve("private").resolve(state))) {
                write(values, archive);
            }
        }
    }

    private static void write(Path values, ArchiveWriter archive) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(values);
        } catch (NoSuchFileException purgedOrSettled) {
            return;
        }
        archive.add(Entries.LEDGER_PRIVATE + values.getFileName(), content);
    }

    /** Files that are whole, in order. */
    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().endsWith(".tmp"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Puts an entry where a new ledger finds it. All private data counts as endorsed: the ledger settles at its start what of it is
     * in its blocks, and drops the rest in time.
     */
    static void place(String name, InputStream content, Path folder) throws IOException {
        Path file;
        if (name.equals(Entries.LEDGER_BLOCKS)) {
            file = chainIn(folder).resolve("blocks");
        } else if (name.startsWith(Entries.LEDGER_KEYS)) {
            file = folder.resolve("keys").resolve(plain(name, Entries.LEDGER_KEYS));
        } else if (name.startsWith(Entries.LEDGER_PRIVATE)) {
            file = endorsedIn(folder).resolve(plain(name, Entries.LEDGER_PRIVATE));
        } else {
            throw new ArchiveDamaged("it has an entry " + name + ", which is none of a ledger");
        }
        PrivateFiles.folder(file.resolveSibling(""));
        // The same transaction may stand there from both folders.
        Files.deleteIfExists(file);
        PrivateFiles.create(file, content);
    }

    private static String plain(String name, String prefix) {
        String rest = name.substring(prefix.length());
        if (!rest.matches("[0-9A-Za-z_-][0-9A-Za-z._-]*")) {
            throw new ArchiveDamaged("it has an entry " + name);
        }
        return rest;
    }

    /**
     * Lets a ledger go on with this chain instead of the one that it was restored with.
     *
     * @throws LauncherFailure when a ledger still works with it
     */
    void replaceIn(Path ledger) throws IOException {
        try (FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (isHeld(lock)) {
                throw new LauncherFailure("A ledger still works in " + folder + ". Stop it first: two that go on from"
                        + " the same block would be two ledgers.");
            }
            Path blocks = chainIn(ledger).resolve("blocks");
            Files.delete(blocks);
            try (InputStream whole = chain.open()) {
                PrivateFiles.create(blocks, new FirstBytes(whole, chain.length()));
            }
            for (String state : List.of("endorsed", "committed")) {
                for (Path values : list(chainIn(folder).resolve("private").resolve(state))) {
                    try (InputStream content = Files.newInputStream(values)) {
                        place(Entries.LEDGER_PRIVATE + values.getFileName(), content, ledger);
                    }
                }
            }
        }
    }

    private static boolean isHeld(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() == null;
        } catch (OverlappingFileLockException byThisProcess) {
            return true;
        }
    }

    private static Path chainIn(Path folder) {
        return folder.resolve("chain");
    }

    private static Path endorsedIn(Path folder) {
        return chainIn(folder).resolve("private").resolve("endorsed");
    }

    /** The first bytes of a longer stream. */
    private static final class FirstBytes extends InputStream {
        private final InputStream in;
        private long left;

        FirstBytes(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
