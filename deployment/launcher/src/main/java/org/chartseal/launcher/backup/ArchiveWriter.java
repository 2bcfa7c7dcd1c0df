package org.chartseal.launcher.backup;

import com.google.crypto.tink.StreamingAead;
import jakarta.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a backup as it comes: a head in plain, then a tar archive encrypted in segments of 64 KiB, each of which knows its place
 * and whether it is the last. Nothing is held in memory but a segment.
 */
final class ArchiveWriter implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final TarArchiveOutputStream tar;
    private final Map<String, PartDigest> parts = new LinkedHashMap<>();

    private ArchiveWriter(TarArchiveOutputStream tar) {
        this.tar = tar;
    }

    static ArchiveWriter begin(OutputStream out, byte[] passphrase, KeyCost cost) throws IOException {
        ArchiveHead.Opened opened = ArchiveHead.draw(passphrase, cost);
        byte[] head = opened.head().encoded();
        out.write(head);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new BufferedOutputStream(encrypting(opened.cipher(), new Unclosed(out), head), BUFFER),
                StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        return new ArchiveWriter(tar);
    }

    private static OutputStream encrypting(StreamingAead cipher, OutputStream out, byte[] head) throws IOException {
        try {
            return cipher.newEncryptingStream(out, head);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot encrypt", e);
        }
    }

    /** Adds an entry; up to the first slash its name is that of the part to which it counts. */
    void add(String name, byte[] content) throws IOException {
        PartDigest part = begin(name, content.length);
        tar.write(content);
        part.update(content, 0, content.length);
        tar.closeArchiveEntry();
    }

    void add(String name, String text) throws IOException {
        add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds an entry of so many bytes of the stream, which may go on behind them.
     *
     * @throws IOException when it has fewer
     */
    void add(String name, long length, InputStream content) throws IOException {
        PartDigest part = begin(name, length);
        byte[] buffer = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException(name + " ends " + left + " bytes early");
            }
            tar.write(buffer, 0, read);
            part.update(buffer, 0, read);
            left -= read;
        }
        tar.closeArchiveEntry();
    }

    private PartDigest begin(String name, long length) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(length);
        tar.putArchiveEntry(entry);
        PartDigest part = parts.computeIfAbsent(name.replaceFirst("/.*", ""), key -> new PartDigest());
        part.begin(name, length);
        return part;
    }

    /** Adds the manifest and ends the archive. Without this the file is not whole, and is refused. */
    void finish(JsonObject about, JsonObject ledger, JsonObject tables, List<String> missing) throws IOException {
        List<Manifest.Part> done = new ArrayList<>();
        parts.forEach((name, part) -> done.add(part.done(name)));
        byte[] text = new Manifest(about, done, ledger, tables, missing)
                .toJson()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(Manifest.NAME);
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
        tar.finish();
        tar.close();
    }

    /** Gives up what was begun; what {@link #finish} ended stays as it is. */
    @Override
    public void close() {
        // The file is its opener's to close. Closing the streams here would make a torn archive look whole.
    }

    /** The file behind the archive is its opener's to close, who makes it durable first. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
