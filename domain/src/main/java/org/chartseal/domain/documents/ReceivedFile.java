package org.chartseal.domain.documents;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.chartseal.domain.shared.Refused;

/**
 * A file that someone sends, of which the first bytes were looked at. What type it is follows from them, never from its name.
 *
 * @param name as the sender calls it, without folders and characters that cannot be seen
 * @param content writes the file as it arrives and has it scanned meanwhile; memory use does not depend on its size
 */
public record ReceivedFile(String name, FileType type, ObjectContent content) {

    /** Largest file, in bytes. */
    public static final long LARGEST = 1L << 30;

    private static final int LONGEST_NAME = 200;
    private static final int PROBE = 64 << 10;
    private static final int CHUNK = 64 << 10;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
    private static final Tika TIKA = new Tika();

    /**
     * Looks at the first bytes.
     *
     * @param content is read to its end by {@link #content()}, which refuses {@code attachment-too-large} and what a {@link
     *     ContentScanner.Scan} refuses, so that nothing of it is stored; not closed
     * @throws Refused {@code attachment-type} or {@code attachment-empty}
     * @throws IOException when the content breaks off
     */
    public static ReceivedFile of(String name, InputStream content, ContentScanner scanner) throws IOException {
        InputStream buffered = new BufferedInputStream(content, PROBE);
        FileType type = typeOf(buffered);
        return new ReceivedFile(tidy(name, type), type, scanned(buffered, scanner));
    }

    /**
     * The type by the first bytes; leaves the content at its beginning.
     *
     * @param buffered can be reset over 64 KiB
     * @throws Refused {@code attachment-type} or {@code attachment-empty}
     * @throws IOException when the content breaks off
     */
    public static FileType typeOf(InputStream buffered) throws IOException {
        buffered.mark(PROBE);
        byte[] probe = buffered.readNBytes(PROBE / 2);
        buffered.reset();
        if (probe.length == 0) {
            throw Refused.because("attachment-empty").at("file");
        }
        String found = TIKA.detect(probe);
        return FileType.ofMediaType(found)
                .orElseThrow(() -> Refused.because("attachment-type", Map.of("type", found))
                        .at("file"));
    }

    /** Refusing while it is written keeps anything from being stored. */
    private static ObjectContent scanned(InputStream content, ContentScanner scanner) {
        return out -> {
            try (ContentScanner.Scan scan = scanner.begin()) {
                copy(content, out, scan);
                scan.finish();
            }
        };
    }

    private static void copy(InputStream content, OutputStream out, ContentScanner.Scan scan) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            size += read;
            if (size > LARGEST) {
                throw Refused.because("attachment-too-large", Map.of("largest", LARGEST >> 20))
                        .at("file");
            }
            out.write(chunk, 0, read);
            scan.next(chunk, 0, read);
        }
    }

    private static String tidy(String name, FileType type) {
        String bare =
                FOLDERS.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceFirst("");
        String clean = CONTROLS.matcher(bare).replaceAll("").strip();
        if (clean.isEmpty()) {
            return type.name().toLowerCase(Locale.ROOT);
        }
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(clean.length() - LONGEST_NAME);
    }
}
