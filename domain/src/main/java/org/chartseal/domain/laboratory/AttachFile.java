package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** Someone of the laboratory attaches a file to the results of a request, before they go to verification. */
@ApplicationScoped
public class AttachFile {

    /** Largest file, in bytes. */
    public static final long LARGEST = 256L << 20;

    private static final int LONGEST_NAME = 200;
    private static final int PROBE = 64 << 10;
    private static final int CHUNK = 64 << 10;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

    private final EntityManager entities;
    private final LabCases cases;
    private final SealedObjects objects;
    private final IdGenerator ids;
    private final Clock clock;
    private final Tika tika = new Tika();

    @Inject
    public AttachFile(EntityManager entities, LabCases cases, SealedObjects objects, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cases = cases;
        this.objects = objects;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Encrypts and keeps the file while it streams in; memory use does not depend on its size. What type it is follows from
     * its first bytes, never from its name.
     *
     * @param name as the sender calls it
     * @param content is read to its end, not closed
     * @throws Refused {@code attachment-type}, {@code attachment-empty}, {@code attachment-too-large}, or {@code
     *     lab-report-state} once the results wait for verification
     * @throws IOException when the content breaks off; nothing is kept then
     */
    @Transactional(rollbackOn = Exception.class)
    public AttachmentId attach(Actor actor, LabRequestId request, String name, InputStream content) throws IOException {
        LabCase labCase = cases.openToChange(actor, request);
        PractitionerId by = actor.requirePractitioner();
        labCase.report().ifPresent(report -> report.requireState(LabReport.State.PRELIMINARY));
        InputStream buffered = new BufferedInputStream(content, PROBE);
        FileType type = typeOf(buffered);
        LabReport report = labCase.report().orElseGet(() -> begin(labCase, by));
        AttachmentId id = new AttachmentId(ids.next());
        SealedObject stored = objects.seal(Attachment.context(report.patient(), id), limited(buffered));
        report.enteredBy(by, clock.instant(), report.remark());
        entities.persist(new Attachment(
                id, report, category(labCase.request(), type), tidy(name, type), type, stored, by, clock.instant()));
        entities.flush();
        return id;
    }

    private static RecordCategory category(LabRequest request, FileType type) {
        if (request.category().sensitive()) {
            return request.category();
        }
        return type.image() ? RecordCategory.IMAGING : RecordCategory.DOCUMENTS;
    }

    private LabReport begin(LabCase labCase, PractitionerId by) {
        labCase.requireSpecimen();
        LabReport report = new LabReport(new LabReportId(ids.next()), labCase.request(), by, clock.instant());
        entities.persist(report);
        return report;
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

    private static ObjectContent limited(InputStream content) {
        return out -> copy(content, out);
    }

    private static void copy(InputStream content, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            size += read;
            if (size > LARGEST) {
                throw Refused.because("attachment-too-large", Map.of("largest", LARGEST >> 20))
                        .at("file");
            }
            out.write(chunk, 0, read);
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
