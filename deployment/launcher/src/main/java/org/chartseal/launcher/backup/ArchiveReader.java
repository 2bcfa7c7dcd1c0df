package org.chartseal.launcher.backup;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.chartseal.launcher.installation.LauncherFailure;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup from its first byte to its last. What it shows was written with the passphrase, each segment at its place; that
 * nothing is missing is known only when {@link #read} returns.
 */
final class ArchiveReader {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_OF_A_TEXT = 1 << 28;

    private final TarArchiveInputStream tar;
    private final InputStream plain;
    private final Map<String, PartDigest> parts = new LinkedHashMap<>();

    /** Takes the entries in the order in which they were written. */
    @FunctionalInterface
    interface Visitor {
        void entry(String name, Content content) throws IOException;
    }

    /** The bytes of one entry. */
    interface Content {
        long length();

        /** For the visitor to read; what it leaves is read behind it. */
        InputStream stream();

        /** All of them, of an entry that is a text. */
        default byte[] bytes() throws IOException {
            if (length() > MOST_OF_A_TEXT) {
                throw new ArchiveDamaged("an entry is too long");
            }
            return stream().readAllBytes();
        }

        default JsonObject json() throws IOException {
            return parse(bytes());
        }
    }

    private ArchiveReader(TarArchiveInputStream tar, InputStream plain) {
        this.tar = tar;
        this.plain = plain;
    }

    /**
     * Opens a backup.
     *
     * @throws LauncherFailure when it is none, is of a newer version, or was made with another passphrase
     */
    static ArchiveReader open(InputStream in, byte[] passphrase) throws IOException {
        ArchiveHead head = ArchiveHead.read(in);
        try {
            InputStream plain =
                    new BufferedInputStream(head.unlock(passphrase).newDecryptingStream(in, head.encoded()), BUFFER);
            return new ArchiveReader(new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name()), plain);
        } catch (GeneralSecurityException e) {
            throw new ArchiveDamaged("it cannot be decrypted", e);
        }
    }

    /**
     * Shows every entry but the manifest.
     *
     * @return the manifest, with which all that was shown agrees
     * @throws ArchiveDamaged when anything is not as it was written
     */
    Manifest read(Visitor visitor) throws IOException {
        @Nullable Manifest manifest = null;
        for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
            if (manifest != null) {
                throw new ArchiveDamaged("something stands behind its manifest");
            }
            if (entry.getName().equals(Manifest.NAME)) {
                manifest = manifest();
            } else {
                show(entry, visitor);
            }
        }
        insistOnTheEnd();
        if (manifest == null) {
            throw new ArchiveDamaged("it has no manifest");
        }
        List<Manifest.Part> seen = new ArrayList<>();
        parts.forEach((name, part) -> seen.add(part.done(name)));
        if (!seen.equals(manifest.parts())) {
            throw new ArchiveDamaged("its manifest does not agree with what is in it");
        }
        return manifest;
    }

    private @Nullable TarArchiveEntry next() {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw new ArchiveDamaged("what should follow cannot be decrypted", e);
        }
    }

    private void show(TarArchiveEntry entry, Visitor visitor) throws IOException {
        String name = entry.getName();
        PartDigest part = parts.computeIfAbsent(name.replaceFirst("/.*", ""), key -> new PartDigest());
        part.begin(name, entry.getSize());
        try (EntryStream stream = new EntryStream(tar, part)) {
            visitor.entry(name, new Content() {
                @Override
                public long length() {
                    return entry.getSize();
                }

                @Override
                public InputStream stream() {
                    return stream;
                }
            });
            stream.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private Manifest manifest() {
        try {
            return Manifest.of(parse(tar.readAllBytes()));
        } catch (IOException | NullPointerException | ClassCastException | ArithmeticException e) {
            throw new ArchiveDamaged("its manifest cannot be read", e);
        }
    }

    /** Behind the archive nothing stands but its padding, and the last segment says that it is the last. */
    private void insistOnTheEnd() {
        try {
            byte[] buffer = new byte[BUFFER];
            for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] != 0) {
                        throw new ArchiveDamaged("something stands behind its end");
                    }
                }
            }
        } catch (IOException e) {
            throw new ArchiveDamaged("its end is missing", e);
        }
    }

    private static JsonObject parse(byte[] text) throws IOException {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(text))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new IOException("it is not JSON", e);
        }
    }
}
