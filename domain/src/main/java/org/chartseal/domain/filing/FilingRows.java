package org.chartseal.domain.filing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.ObjectKeys;
import org.chartseal.domain.documents.ReceivedFile;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.documents.RecordPart;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;

/** What the database knows of a document and its files; before and after a file travels, which may take long, in transactions of its own. */
@ApplicationScoped
public class FilingRows {

    private static final String FILE = "file-document";
    private static final String AMEND = "amend-document";

    private final EntityManager entities;
    private final OpenRecord door;
    private final ObjectKeys keys;
    private final Clock clock;

    @Inject
    public FilingRows(EntityManager entities, OpenRecord door, ObjectKeys keys, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Insists that the actor may file that now.
     *
     * @throws Refused {@code access-not-granted}, or {@code document-date-wrong} for a day to come
     */
    @Transactional
    void requireMayFile(Actor actor, Filing filing, DocumentId id) {
        FindDocument.author(actor);
        door.open(actor, filing.patient(), filing.category(), FILE, Optional.of(id.value()));
        filing.description().requireNotAfter(LocalDate.now(clock));
    }

    /** For whom the key of a file is wrapped. */
    @Transactional
    List<RecipientKey> whoMayOpen(PatientId patient) {
        return keys.recipients(patient.value());
    }

    /** Keeps a draft about what was stored; asks everything again, for it may be a while ago. */
    @Transactional
    void keepDraft(
            Actor actor, Filing filing, DocumentId id, FiledFileId file, ReceivedFile received, KeyedObject keyed) {
        PractitionerId author = FindDocument.author(actor);
        door.openPart(actor, filing.patient(), filing.category(), FILE, id.value());
        entities.persist(new FiledDocument(id, filing, author, file, clock.instant()));
        keep(filing.patient(), id, filing.category(), file, received, keyed);
    }

    /**
     * Insists that the actor may bring another file for the document now.
     *
     * @throws Refused {@code document-not-signed}, {@code document-not-yours} or {@code access-not-granted}
     */
    @Transactional
    void requireMayAmend(Actor actor, PatientId patient, DocumentId id) {
        new FindDocument(actor, patient, id, AMEND).own(entities, door).requireSigned();
    }

    /** Keeps the other file that was stored; asks everything again. */
    @Transactional
    void keepOther(
            Actor actor, PatientId patient, DocumentId id, FiledFileId file, ReceivedFile received, KeyedObject keyed) {
        FiledDocument document = new FindDocument(actor, patient, id, AMEND).ownStill(entities, door);
        document.requireSigned();
        keep(patient, id, document.category(), file, received, keyed);
    }

    private void keep(
            PatientId patient,
            DocumentId document,
            RecordCategory category,
            FiledFileId id,
            ReceivedFile received,
            KeyedObject keyed) {
        entities.persist(new FiledFile(
                id,
                document,
                received.name(),
                received.type(),
                keys.keep(
                        FiledFile.context(patient, id),
                        Optional.of(new RecordPart(category.code(), document.value())),
                        keyed),
                clock.instant()));
        entities.flush();
    }

    /**
     * Says otherwise what the draft is, in the same or another part of the record.
     *
     * @param shown the row's version that the editor showed
     * @throws Refused {@code document-draft-changed}, {@code document-already-signed}, {@code document-not-yours}, {@code
     *     document-date-wrong}, or why that part is closed to the actor
     */
    @Transactional
    void describe(Actor actor, DocumentId id, Filing filing, int shown) {
        FiledDocument document = new FindDocument(actor, filing.patient(), id, FILE).own(entities, door);
        if (filing.category() != document.category()) {
            door.open(actor, filing.patient(), filing.category(), FILE, Optional.of(id.value()));
        }
        filing.description().requireNotAfter(LocalDate.now(clock));
        document.requireDraft();
        document.requireShown(shown);
        document.describe(filing);
        try {
            entities.flush();
        } catch (OptimisticLockException raced) {
            throw FiledDocument.draftChanged().causedBy(raced);
        }
    }

    /** Takes the draft away, with its file's row. */
    @Transactional
    void discard(Actor actor, PatientId patient, DocumentId id) {
        FiledDocument document = new FindDocument(actor, patient, id, FILE).own(entities, door);
        document.requireDraft();
        entities.createQuery("DELETE FROM FiledFile f WHERE f.documentId = :document")
                .setParameter("document", id.value())
                .executeUpdate();
        entities.remove(document);
    }
}
