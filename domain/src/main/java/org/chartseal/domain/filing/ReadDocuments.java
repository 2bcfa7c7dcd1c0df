package org.chartseal.domain.filing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.OpenedBy;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.OpenedFile;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Reads the documents that were filed in a patient's chart. A draft is its author's alone. */
@ApplicationScoped
public class ReadDocuments {

    private static final String FILE = "document-file";
    private static final String LIST = "filed-documents";

    private static final String OF_PATIENT = """
            SELECT d, f, p FROM FiledDocument d JOIN FiledFile f ON f.id = d.fileId JOIN Practitioner p ON p.id = d.authorId
            WHERE d.patientId = :patient AND d.state <> 'draft' ORDER BY d.signedAt DESC, d.id
            """;

    private final EntityManager entities;
    private final OpenRecord door;
    private final AccessPolicy policy;
    private final SealedObjects objects;
    private final Clock clock;

    @Inject
    public ReadDocuments(
            EntityManager entities, OpenRecord door, AccessPolicy policy, SealedObjects objects, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.policy = policy;
        this.objects = objects;
        this.clock = clock;
    }

    /** The file of a version. */
    public record FileView(FiledFileId id, String name, String mediaType, long size, String sha256) {}

    /**
     * A document.
     *
     * @param version of the working row, for who goes on with a draft
     * @param seal of the newest version; nothing of a draft
     * @param mine whether the reader filed it
     * @param withdrawn whether it was filed in error
     * @param reason why the newest version replaced the one before; empty for the first
     */
    public record View(
            DocumentId id,
            PatientId patient,
            int version,
            Optional<SealId> seal,
            RecordCategory category,
            Description description,
            String author,
            boolean mine,
            boolean withdrawn,
            String reason,
            Instant at,
            FileView file) {}

    /** The patient's signed documents that are open to the reader, newest first. */
    @Transactional
    public List<View> list(Actor actor, PatientId patient) {
        door.open(actor, patient, RecordCategory.DOCUMENTS, LIST, Optional.empty());
        Set<RecordCategory> open = policy.open(actor, patient, clock.instant());
        return rows(actor, patient, document -> open.contains(document.category()) || isAuthor(actor, document))
                .map(row -> view(actor, row))
                .toList();
    }

    /** Those of them that belong to that part of the record, for who may open it. */
    @Transactional
    public List<View> list(Actor actor, PatientId patient, RecordCategory category) {
        door.open(actor, patient, category, LIST, Optional.empty());
        return rows(actor, patient, document -> document.category() == category)
                .map(row -> view(actor, row))
                .toList();
    }

    private Stream<Object[]> rows(Actor actor, PatientId patient, Predicate<FiledDocument> shown) {
        return entities.createQuery(OF_PATIENT, Object[].class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .filter(row -> !isLaboratoryAlone(actor) && shown.test((FiledDocument) row[0]));
    }

    /**
     * One document, for who may read it.
     *
     * @throws NotFound when the patient has none; a try on another's is kept in the access log
     */
    @Transactional
    public View read(Actor actor, PatientId patient, DocumentId id) {
        FiledDocument document = new FindDocument(actor, patient, id, "document").in(entities, door);
        requireNoLaboratory(actor, document, "document");
        door.open(actor, patient, document.category(), "document", Optional.of(id.value()));
        requireShown(actor, document);
        return view(actor, new Object[] {
            document,
            entities.find(FiledFile.class, document.file().value()),
            entities.find(Practitioner.class, document.author().value())
        });
    }

    /**
     * Opens the file of any version, to read all of it or a part. Parts that are fetched within an hour are kept in the access log as one
     * read.
     *
     * @param part whether a part is asked for of content with this SHA-256
     * @throws NotFound when there is none for this actor
     * @throws Refused {@code access-not-granted}
     */
    @Transactional
    public OpenedFile open(Actor actor, FiledFileId id, Predicate<String> part) {
        FiledFile file = Optional.ofNullable(entities.find(FiledFile.class, id.value()))
                .orElseThrow(() -> new NotFound("file", id));
        FiledDocument document =
                entities.find(FiledDocument.class, file.document().value());
        requireNoLaboratory(actor, document, FILE);
        UUID record = document.id().value();
        Allowed allowed = part.test(file.sha256())
                ? door.openPart(actor, document.patient(), document.category(), FILE, record)
                : door.open(actor, document.patient(), document.category(), FILE, Optional.of(record));
        requireShown(actor, document);
        requireSigned(actor, document, file);
        return OpenedFile.of(
                file.name(),
                file.mediaType(),
                FiledFile.context(document.patient(), id),
                file.stored(),
                objects,
                OpenedBy.of(allowed, entities));
    }

    /** Documents and pictures are open to the laboratory for its own reports' files; what doctors file is none of them. */
    private void requireNoLaboratory(Actor actor, FiledDocument document, String what) {
        if (isLaboratoryAlone(actor)) {
            throw door.closed(
                    actor,
                    document.patient(),
                    document.category(),
                    what,
                    document.id().value());
        }
    }

    private static boolean isLaboratoryAlone(Actor actor) {
        return (actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST)) && !actor.is(Role.DOCTOR);
    }

    /** A file that came after what is signed belongs to no version yet. */
    private static void requireSigned(Actor actor, FiledDocument document, FiledFile file) {
        boolean belongs = document.file().equals(file.id())
                || document.signedAt()
                        .filter(signed -> !file.addedAt().isAfter(signed))
                        .isPresent();
        if (!belongs && !isAuthor(actor, document)) {
            throw new NotFound("file", file.id());
        }
    }

    private static void requireShown(Actor actor, FiledDocument document) {
        if (document.state() == FiledDocument.State.DRAFT && !isAuthor(actor, document)) {
            throw new NotFound("document", document.id());
        }
    }

    private static boolean isAuthor(Actor actor, FiledDocument document) {
        return actor.practitioner().filter(document.author()::equals).isPresent();
    }

    private static View view(Actor actor, Object[] row) {
        FiledDocument document = (FiledDocument) row[0];
        FiledFile file = (FiledFile) row[1];
        return new View(
                document.id(),
                document.patient(),
                document.version(),
                document.sealedVersion() == 0
                        ? Optional.empty()
                        : Optional.of(document.record().version(document.sealedVersion())),
                document.category(),
                document.description(),
                ((Practitioner) row[2]).displayName(),
                isAuthor(actor, document),
                document.state() == FiledDocument.State.WITHDRAWN,
                document.reason(),
                document.signedAt().orElse(document.filedAt()),
                new FileView(file.id(), file.name(), file.mediaType(), file.size(), file.sha256()));
    }
}
