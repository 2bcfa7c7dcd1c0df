package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ReceivedFile;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** Someone of the laboratory attaches a file to the results of a request, before they go to verification. */
@ApplicationScoped
public class AttachFile {

    /** Largest file, in bytes. */
    public static final long LARGEST = ReceivedFile.LARGEST;

    private final AttachmentRows rows;
    private final ObjectCipher cipher;
    private final ContentScanner scanner;
    private final IdGenerator ids;

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
        return attach(actor, request, name, content, attached -> {});
    }

    /** As {@link #attach(Actor, LabRequestId, String, InputStream)}; what happens alongside is in the transaction that keeps the file. */
    AttachmentId attach(
            Actor actor, LabRequestId request, String name, InputStream content, Consumer<AttachmentId> alongside)
            throws IOException {
        PatientId patient = rows.requireOpen(actor, request);
        ReceivedFile received = ReceivedFile.of(name, content, scanner);
        AttachmentId id = new AttachmentId(ids.next());
        KeyedObject stored =
                cipher.seal(Attachment.context(patient, id), received.content(), () -> rows.whoMayOpen(patient));
        rows.keep(actor, request, id, received.name(), received.type(), stored, () -> alongside.accept(id));
        return id;
    }
}
