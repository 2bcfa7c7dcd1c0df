package org.chartseal.domain.laboratory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.FileType;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;

/** A file that belongs to a report; its bytes lie encrypted in off-chain storage, never changed. */
@Entity
@Table(name = "attachment")
public class Attachment {

    @Id
    private UUID id;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "report_id")
    private UUID reportId;

    private String name;

    @Column(name = "media_type")
    private String mediaType;

    @Column(name = "size")
    private long size;

    private String category;
    private String sha256;
    private String object;

    @Column(name = "added_by")
    private UUID addedBy;

    @Column(name = "added_at")
    private Instant addedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Attachment() {}

    /** A stored file. */
    public Attachment(
            AttachmentId id,
            LabReport report,
            RecordCategory category,
            String name,
            FileType type,
            SealedObject stored,
            PractitionerId addedBy,
            Instant addedAt) {
        this.id = id.value();
        this.patientId = report.patient().value();
        this.reportId = report.id().value();
        this.category = category.code();
        this.name = name;
        this.mediaType = type.mediaType();
        this.size = stored.size();
        this.sha256 = stored.sha256();
        this.object = stored.address().toString();
        this.addedBy = addedBy.value();
        this.addedAt = addedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the stored object of that attachment is bound to. */
    static ObjectContext context(PatientId patient, AttachmentId id) {
        return new ObjectContext(patient.value(), id.value(), 1);
    }

    public AttachmentId id() {
        return new AttachmentId(id);
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public LabReportId report() {
        return new LabReportId(reportId);
    }

    /** A sensitive report's own; of any other, whether it is a picture. */
    public RecordCategory category() {
        return RecordCategory.stored(category);
    }

    /** As it was called where it came from, without folders. */
    public String name() {
        return name;
    }

    /** By its content, not by its name. */
    public String mediaType() {
        return mediaType;
    }

    /** Bytes of the plain content. */
    public long size() {
        return size;
    }

    /** Of the plain content, hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Where the encrypted bytes lie. */
    public ObjectAddress object() {
        return ObjectAddress.parse(object);
    }

    /** What lies there. */
    SealedObject stored() {
        return new SealedObject(object(), size, sha256);
    }

    public PractitionerId addedBy() {
        return new PractitionerId(addedBy);
    }

    public Instant addedAt() {
        return addedAt;
    }
}
