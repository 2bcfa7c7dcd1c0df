package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectKeys;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** What the database knows of files on their way, each question and each change in a transaction of its own while bytes travel. */
@ApplicationScoped
public class UploadRows {

    /** Files that one person may have on their way at once. */
    static final int MOST = 5;

    private static final String FREE_PLACE = """
            SELECT min(p) FROM generate_series(1, ?2) p
             WHERE NOT EXISTS (SELECT FROM upload u WHERE u.owner_id = ?1 AND u.ended_at IS NULL AND u.place = p)
            """;

    /** Those that ended with parts left, those whose time is over, and of what was kept the memory of it. */
    private static final String DUE = """
            SELECT u.id FROM upload u
             WHERE u.expires_at <= ?1
                OR (u.ended_at IS NOT NULL
                    AND (u.attachment_id IS NULL OR EXISTS (SELECT FROM upload_part p WHERE p.upload_id = u.id)))
             ORDER BY u.expires_at LIMIT 100
            """;

    private final EntityManager entities;
    private final AttachmentRows attachments;
    private final ObjectKeys keys;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public UploadRows(
            EntityManager entities, AttachmentRows attachments, ObjectKeys keys, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.attachments = attachments;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /** Begins one, if a file may be attached to the request now. */
    @Transactional
    Upload begin(Actor actor, LabRequestId request, AnnouncedFile file) {
        attachments.requireOpen(actor, request);
        PractitionerId owner = actor.requirePractitioner();
        Upload upload = new Upload(
                new UploadId(ids.next()),
                entities.find(LabRequest.class, request.value()),
                owner,
                freePlace(owner),
                file,
                clock.instant());
        entities.persist(upload);
        entities.flush();
        return upload;
    }

    /** Of two that one person begins at once, the second waits here. */
    private int freePlace(PractitionerId owner) {
        entities.createNativeQuery("SELECT id FROM practitioner WHERE id = ?1 FOR NO KEY UPDATE", UUID.class)
                .setParameter(1, owner.value())
                .getSingleResult();
        @Nullable Object place = entities.createNativeQuery(FREE_PLACE, Integer.class)
                .setParameter(1, owner.value())
                .setParameter(2, MOST)
                .getSingleResult();
        if (place == null) {
            throw Refused.because("upload-too-many", Map.of("most", MOST)).at("file");
        }
        return (Integer) place;
    }

    /**
     * The actor's own one, whether it is open or not.
     *
     * @throws NotFound when the actor has none such, or its time is over
     */
    @Transactional
    Upload own(Actor actor, UploadId id) {
        Upload upload = find(actor, id, LockModeType.NONE);
        if (!upload.isOpen(clock.instant()) && upload.attachment().isEmpty()) {
            throw new NotFound("upload", id);
        }
        return upload;
    }

    private Upload find(Actor actor, UploadId id, LockModeType lock) {
        @Nullable Upload upload = entities.find(Upload.class, id.value(), lock);
        if (upload == null || actor.practitioner().filter(upload::isOf).isEmpty()) {
            throw new NotFound("upload", id);
        }
        return upload;
    }

    /** The actor's own open ones for that request, the oldest first. */
    @Transactional
    List<Upload> unfinished(Actor actor, LabRequestId request) {
        return actor.practitioner()
                .map(owner -> entities.createQuery(
                                "SELECT u FROM Upload u WHERE u.requestId = :request AND u.ownerId = :owner"
                                        + " AND u.endedAt IS NULL AND u.expiresAt > :now ORDER BY u.begunAt, u.id",
                                Upload.class)
                        .setParameter("request", request.value())
                        .setParameter("owner", owner.value())
                        .setParameter("now", clock.instant())
                        .getResultList())
                .orElse(List.of());
    }

    /**
     * What comes next.
     *
     * @param number of the next part
     * @param offset at which it begins
     * @param room how many bytes of the file are missing
     */
    record Next(PatientId patient, int number, long offset, long room) {}

    /** Insists that a file may still be attached, and that the bytes from there on are the next ones. */
    @Transactional
    Next next(Actor actor, UploadId id, long offset) {
        Upload upload = find(actor, id, LockModeType.NONE);
        upload.requireNext(offset, clock.instant());
        attachments.requireStillOpen(actor, upload.request());
        return new Next(upload.patient(), lastNumber(id) + 1, offset, upload.size() - offset);
    }

    private int lastNumber(UploadId id) {
        return (Integer) entities.createNativeQuery(
                        "SELECT coalesce(max(number), 0) FROM upload_part WHERE upload_id = ?1", Integer.class)
                .setParameter(1, id.value())
                .getSingleResult();
    }

    /** For whom the key of a part is wrapped: as of any object about the patient. */
    @Transactional
    List<RecipientKey> whoMayOpen(PatientId patient) {
        return keys.recipients(patient.value());
    }

    /** Keeps a part that was stored. If others came first, it is refused. */
    @Transactional
    void keep(Actor actor, UploadId id, Next part, KeyedObject keyed) {
        Upload upload = find(actor, id, LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(upload);
        upload.requireNext(part.offset(), clock.instant());
        keys.keep(Upload.context(upload.patient(), id, part.number()), Optional.empty(), keyed);
        entities.createNativeQuery(
                        "INSERT INTO upload_part (upload_id, number, starts_at, size, object) VALUES (?1, ?2, ?3, ?4, ?5)")
                .setParameter(1, id.value())
                .setParameter(2, part.number())
                .setParameter(3, part.offset())
                .setParameter(4, keyed.object().size())
                .setParameter(5, keyed.object().address().toString())
                .executeUpdate();
        upload.received(keyed.object().size(), clock.instant());
        entities.flush();
    }

    /** The parts that are there, in order. */
    @Transactional
    List<UploadPart> parts(UploadId id) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT number, object FROM upload_part WHERE upload_id = ?1 ORDER BY number", Object[].class)
                .setParameter(1, id.value())
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new UploadPart((Integer) row[0], ObjectAddress.parse((String) row[1])))
                .toList();
    }

    /** In the transaction that keeps the file: it came of that upload, and no second one does. */
    @Transactional(Transactional.TxType.MANDATORY)
    void become(UploadId id, AttachmentId attachment) {
        Upload upload = entities.find(Upload.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(upload);
        upload.become(attachment, clock.instant());
        entities.flush();
    }

    /** Nothing comes of the actor's own one any more. */
    @Transactional
    void end(Actor actor, UploadId id) {
        find(actor, id, LockModeType.PESSIMISTIC_WRITE);
        end(id);
    }

    /** Nothing comes of it any more. Of one that is not there, neither. */
    @Transactional
    void end(UploadId id) {
        Optional.ofNullable(entities.find(Upload.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .ifPresent(upload -> {
                    entities.refresh(upload);
                    upload.end(clock.instant());
                    entities.flush();
                });
    }

    /** Those of which something is to be removed. */
    @Transactional
    List<UploadId> due() {
        List<?> rows = entities.createNativeQuery(DUE, UUID.class)
                .setParameter(1, Timestamp.from(clock.instant()))
                .getResultList();
        return rows.stream().map(row -> new UploadId((UUID) row)).toList();
    }

    /** Forgets a part whose object is gone. */
    @Transactional
    void forget(UploadId id, UploadPart part) {
        entities.createNativeQuery("DELETE FROM upload_part WHERE upload_id = ?1 AND number = ?2")
                .setParameter(1, id.value())
                .setParameter(2, part.number())
                .executeUpdate();
    }

    /** Forgets one whose parts are gone. What became a file is remembered until its time is over, so that it can be asked about. */
    @Transactional
    void forget(UploadId id) {
        entities.createNativeQuery("DELETE FROM upload WHERE id = ?1 AND ended_at IS NOT NULL"
                        + " AND (attachment_id IS NULL OR expires_at <= ?2)")
                .setParameter(1, id.value())
                .setParameter(2, Timestamp.from(clock.instant()))
                .executeUpdate();
    }
}
