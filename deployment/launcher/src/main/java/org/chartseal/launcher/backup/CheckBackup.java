package org.chartseal.launcher.backup;

import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.chartseal.launcher.installation.LauncherFailure;

/** Reads a backup from its first byte to its last and compares everything with what it should be. Writes nothing. */
public final class CheckBackup {
    private static final int BUFFER = 1 << 18;

    private CheckBackup() {}

    /**
     * What is in a sound backup.
     *
     * @param made when
     * @param version of the program that made it
     * @param ledger how far the ledger was, in words
     * @param objects how many
     * @param missing addresses of objects that were missing when it was made
     */
    public record Outcome(String made, String version, String ledger, long objects, List<String> missing) {
        public Outcome {
            missing = List.copyOf(missing);
        }

        static Outcome of(Manifest manifest) {
            long objects = manifest.parts().stream()
                    .filter(part -> Entries.OBJECTS.startsWith(part.name()))
                    .mapToLong(Manifest.Part::entries)
                    .sum();
            JsonObject about = manifest.about();
            return new Outcome(
                    about.getString("made"),
                    about.getString("chartseal"),
                    ledger(manifest),
                    objects,
                    manifest.missing());
        }

        private static String ledger(Manifest manifest) {
            JsonObject position = manifest.ledger();
            StringJoiner words = new StringJoiner("; ");
            words.add(manifest.about().getString("ledger"));
            if (position.containsKey("height")) {
                words.add(blocks(position));
            }
            if (position.get("channels") instanceof JsonObject channels) {
                channels.keySet().forEach(name -> words.add(name + ": " + blocks(channels.getJsonObject(name))));
            }
            if (position.containsKey("away")) {
                words.add("it did not answer when the backup was made");
            }
            return words.toString();
        }

        private static String blocks(JsonObject position) {
            return position.getJsonNumber("height") + " blocks, the last of them " + position.getString("lastBlock");
        }
    }

    /**
     * Reads a backup to its end.
     *
     * @param keycloak answers the version of the Keycloak that would run
     * @throws LauncherFailure when it is not whole, was altered, is of a newer version, or the passphrase is another
     */
    public static Outcome check(
            Path file, Passphrase passphrase, Supplier<String> keycloak, Consumer<Supplier<String>> progress) {
        long[] entries = {0};
        return Outcome.of(read(file, passphrase, (name, content) -> {
            entries[0]++;
            progress.accept(() -> "  " + entries[0] + " entries read");
            if (name.equals(Entries.ABOUT)) {
                KnownVersions.insistOn(content.json(), keycloak.get());
            } else if (name.startsWith(Entries.OBJECTS)) {
                compare(name.substring(Entries.OBJECTS.length()), content.stream());
            }
        }));
    }

    static Manifest read(Path file, Passphrase passphrase, ArchiveReader.Visitor visitor) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return ArchiveReader.open(in, passphrase.bytes()).read(visitor);
        } catch (IOException e) {
            throw new LauncherFailure("The backup " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void compare(String hex, InputStream content) throws IOException {
        MessageDigest digest = sha256();
        new DigestInputStream(content, digest).transferTo(java.io.OutputStream.nullOutputStream());
        if (!HexFormat.of().formatHex(digest.digest()).equals(hex)) {
            throw new ArchiveDamaged("the object " + hex + " is another one");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
