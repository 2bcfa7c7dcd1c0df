package org.chartseal.domain.filing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.chartseal.domain.documents.FileType;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.people.PatientId;

/** The file of one or more versions of a filed document; its bytes lie encrypted in off-chain storage, never changed. */
@Entity
@Table(name = "filed_file")
public class FiledFile {

    @Id
    private UUID id;

    @Column(name = "document_id")
    private UUID documentId;

    private String name;

    @Column(name = "media_type")
    private String mediaType;

    private long size;
    private String sha256;
    private String object;

    @Column(name = "added_at")
    private Instant addedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected FiledFile() {}

    FiledFile(FiledFileId id, DocumentId document, String name, FileType type, SealedObject stored, Instant addedAt) {
        this.id = id.value();
        this.documentId = document.value();
        this.name = name;
        this.mediaType = type.mediaType();
        this.size = stored.size();
        this.sha256 = stored.sha256();
        this.object = stored.address().toString();
        this.addedAt = addedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the stored object of that file is bound to. */
    static ObjectContext context(PatientId patient, FiledFileId id) {
        return new ObjectContext(patient.value(), id.value(), 1);
    }

    public FiledFileId id() {
        return new FiledFileId(id);
    }

    public DocumentId document() {
        return new DocumentId(documentId);
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

    public Instant addedAt() {
        return addedAt;
    }
}
