package org.chartseal.domain.filing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ReceivedFile;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/**
 * A doctor files a document in a patient's chart: the file comes first and makes a draft, which is the doctor's alone until it
 * is signed. A file is encrypted and kept while it streams in and is scanned; memory use does not depend on its size, and no
 * transaction is open meanwhile.
 */
@ApplicationScoped
public class FileDocument {

    private final FilingRows rows;
    private final ObjectCipher cipher;
    private final ContentScanner scanner;
    private final IdGenerator ids;

    @Inject
    public FileDocument(FilingRows rows, ObjectCipher cipher, ContentScanner scanner, IdGenerator ids) {
        this.rows = rows;
        this.cipher = cipher;
        this.scanner = scanner;
        this.ids = ids;
    }

    /**
     * Keeps the file and a draft about it.
     *
     * @param name as the sender calls it
     * @param content is read to its end, not closed
     * @throws Refused {@code attachment-type}, {@code attachment-empty}, {@code attachment-too-large}, what a {@link
     *     ContentScanner.Scan} refuses, {@code document-date-wrong} or {@code access-not-granted}
     * @throws IOException when the content breaks off; nothing is kept then
     */
    public DocumentId draft(Actor actor, Filing filing, String name, InputStream content) throws IOException {
        DocumentId id = new DocumentId(ids.next());
        rows.requireMayFile(actor, filing, id);
        ReceivedFile received = ReceivedFile.of(name, content, scanner);
        FiledFileId file = new FiledFileId(ids.next());
        rows.keepDraft(actor, filing, id, file, received, store(filing.patient(), file, received));
        return id;
    }

    /**
     * Keeps another file for an amendment of the document; it belongs to no version until that is signed.
     *
     * @throws Refused as for a draft, {@code document-not-signed} or {@code document-not-yours}
     * @throws IOException when the content breaks off; nothing is kept then
     */
    public FiledFileId otherFile(Actor actor, PatientId patient, DocumentId id, String name, InputStream content)
            throws IOException {
        rows.requireMayAmend(actor, patient, id);
        ReceivedFile received = ReceivedFile.of(name, content, scanner);
        FiledFileId file = new FiledFileId(ids.next());
        rows.keepOther(actor, patient, id, file, received, store(patient, file, received));
        return file;
    }

    private KeyedObject store(PatientId patient, FiledFileId file, ReceivedFile received) throws IOException {
        return cipher.seal(FiledFile.context(patient, file), received.content(), () -> rows.whoMayOpen(patient));
    }

    /**
     * Says otherwise what a draft is; its file stays.
     *
     * @param shown the row's version that the editor showed
     * @throws Refused {@code document-draft-changed}, {@code document-already-signed}, {@code document-not-yours}, {@code
     *     document-date-wrong}, or why the part of the record is closed to the actor
     */
    public void describe(Actor actor, DocumentId id, Filing filing, int shown) {
        rows.describe(actor, id, filing, shown);
    }

    /**
     * Takes a draft away. Its encrypted file stays in storage, where nothing points to it.
     *
     * @throws Refused {@code document-already-signed} or {@code document-not-yours}
     */
    public void discard(Actor actor, PatientId patient, DocumentId id) {
        rows.discard(actor, patient, id);
    }
}
