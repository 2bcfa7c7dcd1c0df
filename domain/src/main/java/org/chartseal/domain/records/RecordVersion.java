package org.chartseal.domain.records;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.jspecify.annotations.Nullable;

/** A signed version of a record, as it was sealed. The database refuses to change or delete it. */
@Entity
@Table(name = "record_version")
@IdClass(RecordVersion.Key.class)
public class RecordVersion {

    @Id
    @Column(name = "record_id")
    private UUID recordId;

    @Id
    private int version;

    private String type;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "author_id")
    private UUID authorId;

    @Column(name = "signed_at")
    private Instant signedAt;

    private String header;
    private String signature;
    private String commitment;
    private @Nullable String previous;
    private String object;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected RecordVersion() {}

    public RecordId record() {
        return new RecordId(recordId);
    }

    public SealId seal() {
        return new SealId(recordId, version);
    }

    public RecordType type() {
        return RecordType.ofCode(type);
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId author() {
        return new PractitionerId(authorId);
    }

    public Instant signedAt() {
        return signedAt;
    }

    /** The header as it was signed, and its signature. */
    public SignedText header() {
        return new SignedText(header, signature);
    }

    public Commitment commitment() {
        return new Commitment(commitment);
    }

    /** The commitment of the version before; none for the first. */
    public Optional<Commitment> previous() {
        return Optional.ofNullable(previous).map(Commitment::new);
    }

    /** Where the encrypted content lies. */
    public ObjectAddress object() {
        return ObjectAddress.parse(object);
    }

    /** What the encrypted content is bound to. */
    public ObjectContext context() {
        return new ObjectContext(patientId, recordId, version);
    }

    /** Record and version. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private UUID recordId;
        private int version;

        @SuppressWarnings("NullAway") // for the persistence provider
        protected Key() {}

        /** The key of that seal's version. */
        public Key(SealId seal) {
            this.recordId = seal.record();
            this.version = seal.version();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && version == that.version && recordId.equals(that.recordId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(recordId, version);
        }
    }
}
