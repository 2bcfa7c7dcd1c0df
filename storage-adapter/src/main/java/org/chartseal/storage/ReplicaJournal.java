package org.chartseal.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.domain.documents.ObjectAddress;

/**
 * What replicas were not told because they were away: a file of lines {@code lacks|keeps|settled <hex> <place>}, each on disk
 * before the call that wrote it returns. A line that a crash cut counts as not written. The file is written anew, with what
 * is still owed, when it is opened.
 */
final class ReplicaJournal {

    /** What a replica is behind with. */
    enum Debt {
        /** It does not have an object, or a damaged one. */
        LACKS,
        /** It may still have an object that was removed. */
        KEEPS
    }

    private static final String SETTLED = "settled";
    private static final Pattern LINE = Pattern.compile("(lacks|keeps|settled) ([0-9a-f]{64}) (\\S.*)");

    private final Path file;
    private final Map<String, Map<ObjectAddress, Debt>> owed = new LinkedHashMap<>();

    private ReplicaJournal(Path file) {
        this.file = file;
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws IOException when it cannot be read, or has a line that is none of a journal
     */
    static ReplicaJournal open(Path file) throws IOException {
        DurableFiles.createFolders(DurableFiles.parentOf(file));
        ReplicaJournal journal = peek(file);
        journal.rewrite();
        return journal;
    }

    /** Reads the file, if there is one, and leaves it as it is: it may be another program's. */
    static ReplicaJournal peek(Path file) throws IOException {
        ReplicaJournal journal = new ReplicaJournal(file);
        if (Files.exists(file)) {
            String text = Files.readString(file);
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                journal.replay(line);
            }
        }
        return journal;
    }

    private void replay(String line) throws IOException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IOException(file + " has a line that is none of a journal of replicas");
        }
        ObjectAddress address = new ObjectAddress(matcher.group(2));
        String place = matcher.group(3);
        if (matcher.group(1).equals(SETTLED)) {
            forget(place, address);
        } else {
            remember(place, address, Debt.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)));
        }
    }

    private void rewrite() throws IOException {
        StringBuilder text = new StringBuilder();
        owed.forEach((place, debts) -> debts.forEach((address, debt) -> text.append(line(word(debt), place, address))));
        Path temporary = DurableFiles.temporaryIn(DurableFiles.parentOf(file));
        write(temporary, text.toString());
        DurableFiles.moveIntoPlace(temporary, file);
    }

    /** What that replica is behind with about that object. */
    synchronized Optional<Debt> debt(String place, ObjectAddress address) {
        return Optional.ofNullable(owed.getOrDefault(place, Map.of()).get(address));
    }

    /** All that the replica is behind with. */
    synchronized Map<ObjectAddress, Debt> debts(String place) {
        return Map.copyOf(owed.getOrDefault(place, Map.of()));
    }

    /**
     * Returns when it is remembered for good.
     *
     * @throws UncheckedIOException when the disk does not take it
     */
    synchronized void owe(String place, ObjectAddress address, Debt debt) {
        if (debt(place, address).equals(Optional.of(debt))) {
            return;
        }
        append(line(word(debt), place, address));
        remember(place, address, debt);
    }

    /** The replica is up to date about that object. Nothing happens where it was already. */
    synchronized void settle(String place, ObjectAddress address) {
        if (debt(place, address).isEmpty()) {
            return;
        }
        append(line(SETTLED, place, address));
        forget(place, address);
    }

    private void remember(String place, ObjectAddress address, Debt debt) {
        owed.computeIfAbsent(place, none -> new LinkedHashMap<>()).put(address, debt);
    }

    private void forget(String place, ObjectAddress address) {
        owed.getOrDefault(place, new LinkedHashMap<>()).remove(address);
    }

    private void append(String line) {
        try {
            write(file, line);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a full disk took half of is cut off again, so that the next line begins on its own. */
    private static void write(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long end = channel.size();
            boolean written = false;
            try {
                channel.position(end);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
                written = true;
            } finally {
                if (!written) {
                    channel.truncate(end);
                }
            }
        }
    }

    private static String word(Debt debt) {
        return debt.name().toLowerCase(Locale.ROOT);
    }

    private static String line(String word, String place, ObjectAddress address) {
        return word + " " + address.hex() + " " + place + "\n";
    }
}
