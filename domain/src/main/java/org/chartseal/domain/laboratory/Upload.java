package org.chartseal.domain.laboratory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A file that is on its way to the results of a request. Its owner alone goes on with it, for as long as it lasts. */
@Entity
@Table(name = "upload")
class Upload {

    /** How long after its last byte came it waits for more. */
    static final Duration LASTS = Duration.ofHours(24);

    @Id
    private UUID id;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "request_id")
    private UUID requestId;

    @Column(name = "owner_id")
    private UUID ownerId;

    @Column(name = "place")
    private short place;

    private String name;

    @Column(name = "size")
    private long size;

    private String fingerprint;
    private long received;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "attachment_id")
    private @Nullable UUID attachmentId;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Upload() {}

    /** One of which nothing has come yet. */
    Upload(UploadId id, LabRequest request, PractitionerId owner, int place, AnnouncedFile file, Instant now) {
        this.id = id.value();
        this.patientId = request.patient().value();
        this.requestId = request.id().value();
        this.ownerId = owner.value();
        this.place = (short) place;
        this.name = file.name();
        this.size = file.size();
        this.fingerprint = file.fingerprint();
        this.begunAt = now.truncatedTo(ChronoUnit.MILLIS);
        this.expiresAt = begunAt.plus(LASTS);
    }

    /** What the stored object of that part is bound to. */
    static ObjectContext context(PatientId patient, UploadId id, int number) {
        return new ObjectContext(patient.value(), id.value(), number);
    }

    UploadId id() {
        return new UploadId(id);
    }

    PatientId patient() {
        return new PatientId(patientId);
    }

    LabRequestId request() {
        return new LabRequestId(requestId);
    }

    boolean isOf(PractitionerId practitioner) {
        return ownerId.equals(practitioner.value());
    }

    String name() {
        return name;
    }

    long size() {
        return size;
    }

    long received() {
        return received;
    }

    String fingerprint() {
        return fingerprint;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** What became of it, once all of it was there and kept. */
    Optional<AttachmentId> attachment() {
        return Optional.ofNullable(attachmentId).map(AttachmentId::new);
    }

    boolean isOpen(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }

    /**
     * Insists that bytes from there on are the next ones.
     *
     * @throws NotFound when it takes no more
     * @throws Refused {@code upload-elsewhere} when others are the next ones
     */
    void requireNext(long offset, Instant now) {
        if (!isOpen(now)) {
            throw new NotFound("upload", id);
        }
        if (offset != received) {
            throw Refused.because("upload-elsewhere", Map.of("received", received));
        }
    }

    /** Its next bytes are kept, and it waits on. */
    void received(long bytes, Instant now) {
        received += bytes;
        expiresAt = now.truncatedTo(ChronoUnit.MILLIS).plus(LASTS);
    }

    /**
     * All of it became that file.
     *
     * @throws Refused {@code upload-ended} when it has ended, so that no second file comes of it
     */
    void become(AttachmentId attachment, Instant now) {
        if (endedAt != null) {
            throw Refused.because("upload-ended");
        }
        attachmentId = attachment.value();
        endedAt = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Nothing comes of it any more. Again, it changes nothing. */
    void end(Instant now) {
        if (endedAt == null) {
            endedAt = now.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
