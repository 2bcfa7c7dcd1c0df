package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** Someone of the laboratory attaches a file to the results of a request, before they go to verification. */
@ApplicationScoped
public class AttachFile {

    /** Largest file, in bytes. */
    public static final long LARGEST = 1L << 30;

    private static final int LONGEST_NAME = 200;
    private static final int PROBE = 64 << 10;
    private static final int CHUNK = 64 << 10;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

    private final AttachmentRows rows;
    private final ObjectCipher cipher;
    private final ContentScanner scanner;
    private final IdGenerator ids;
    private final Tika tika = new Tika();

    @Inject
    public AttachFile(AttachmentRows rows, ObjectCipher cipher, ContentScanner scanner, IdGenerator ids) {
        this.rows = rows;
        this.cipher = cipher;
        this.scanner = scanner;
        this.ids = ids;
    }

    /**
     * Encrypts and keeps the file while it streams in and is scanned; memory use does not depend on its size, and no transaction is open
     * meanwhile. What type it is follows from its first bytes, never from its name. Where the results were handed over while it came, its
     * encrypted bytes stay behind without a reference, as after a crash.
     *
     * @param name as the sender calls it
     * @param content is read to its end, not closed
     * @throws Refused {@code attachment-type}, {@code attachment-empty}, {@code attachment-too-large}, what a {@link
     *     ContentScanner.Scan} refuses, or {@code lab-report-state} once the results wait for verification
     * @throws IOException when the content breaks off; nothing is kept then
     */
    public AttachmentId attach(Actor actor, LabRequestId request, String name, InputStream content) throws IOException {
        PatientId patient = rows.requireOpen(actor, request);
        InputStream buffered = new BufferedInputStream(content, PROBE);
        FileType type = typeOf(buffered);
        AttachmentId id = new AttachmentId(ids.next());
        KeyedObject stored =
                cipher.seal(Attachment.context(patient, id), scanned(buffered), () -> rows.whoMayOpen(patient));
        rows.keep(actor, request, id, tidy(name, type), type, stored);
        return id;
    }

    private FileType typeOf(InputStream buffered) throws IOException {
        buffered.mark(PROBE);
        byte[] probe = buffered.readNBytes(PROBE / 2);
        buffered.reset();
        if (probe.length == 0) {
            throw Refused.because("attachment-empty").at("file");
        }
        String found = tika.detect(probe);
        return FileType.ofMediaType(found)
                .orElseThrow(() -> Refused.because("attachment-type", Map.of("type", found))
                        .at("file"));
    }

    /** Refusing while it is written keeps anything from being stored. */
    private ObjectContent scanned(InputStream content) {
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
            return type.name().toLowerCase(java.util.Locale.ROOT);
        }
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(clean.length() - LONGEST_NAME);
    }
}
