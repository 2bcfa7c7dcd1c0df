package org.chartseal.domain.filing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A file with what a doctor says of it, in a patient's chart: a draft until it is signed, then sealed. An amendment is a new
 * sealed version; withdrawing it is the last one. What was sealed stays readable.
 */
@Entity
@Table(name = "filed_document")
public class FiledDocument {

    /** Longest reason of an amendment or a withdrawal. */
    public static final int LONGEST_REASON = 500;

    /** Where a document stands. */
    public enum State {
        DRAFT,
        SIGNED,
        WITHDRAWN;

        /** As it is stored and named in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "author_id")
    private UUID authorId;

    private String category;
    private String kind;
    private String title;
    private LocalDate dated;
    private String note;
    private String reason;
    private String state;

    @Column(name = "file_id")
    private UUID fileId;

    @Column(name = "sealed_version")
    private int sealedVersion;

    @Column(name = "filed_at")
    private Instant filedAt;

    @Column(name = "signed_at")
    private @Nullable Instant signedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected FiledDocument() {}

    /** A draft. */
    FiledDocument(DocumentId id, Filing filing, PractitionerId author, FiledFileId file, Instant filedAt) {
        this.id = id.value();
        this.patientId = filing.patient().value();
        this.authorId = author.value();
        this.category = filing.category().code();
        this.kind = filing.description().kind().code();
        this.title = filing.description().title();
        this.dated = filing.description().dated();
        this.note = filing.description().note();
        this.reason = "";
        this.state = State.DRAFT.code();
        this.fileId = file.value();
        this.filedAt = filedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Says otherwise what the draft is; its file stays.
     *
     * @throws Refused {@code document-already-signed}
     */
    void describe(Filing filing) {
        requireDraft();
        this.category = filing.category().code();
        this.kind = filing.description().kind().code();
        this.title = filing.description().title();
        this.dated = filing.description().dated();
        this.note = filing.description().note();
    }

    /**
     * Ends the draft: this is what the author signs.
     *
     * @throws Refused {@code document-already-signed}
     */
    void sign(Instant at) {
        requireDraft();
        this.state = State.SIGNED.code();
        nextVersion(at);
    }

    /**
     * Replaces what was signed by a new version.
     *
     * @param file the file of the new version; the one before's stays with that
     * @throws Refused {@code document-not-signed}, {@code document-unchanged} or {@code document-needs-reason}
     */
    void amend(Description description, FiledFileId file, String why, Instant at) {
        requireSigned();
        if (description.equals(description()) && file.equals(file())) {
            throw Refused.because("document-unchanged");
        }
        this.reason = tidy(why);
        this.kind = description.kind().code();
        this.title = description.title();
        this.dated = description.dated();
        this.note = description.note();
        this.fileId = file.value();
        nextVersion(at);
    }

    /**
     * Says that it was filed in error. It stays, and says so.
     *
     * @throws Refused {@code document-not-signed} or {@code document-needs-reason}
     */
    void withdraw(String why, Instant at) {
        requireSigned();
        this.reason = tidy(why);
        this.state = State.WITHDRAWN.code();
        nextVersion(at);
    }

    private void nextVersion(Instant at) {
        this.sealedVersion++;
        this.signedAt = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Insists that it was not signed yet.
     *
     * @throws Refused {@code document-already-signed}
     */
    void requireDraft() {
        if (state() != State.DRAFT) {
            throw Refused.because("document-already-signed");
        }
    }

    /**
     * Insists that the row is as it was shown.
     *
     * @throws Refused {@code document-draft-changed}
     */
    void requireShown(int shown) {
        if (version != shown) {
            throw draftChanged();
        }
    }

    static Refused draftChanged() {
        return Refused.because("document-draft-changed");
    }

    /**
     * Insists that it was signed and not withdrawn.
     *
     * @throws Refused {@code document-not-signed}
     */
    void requireSigned() {
        if (state() != State.SIGNED) {
            throw Refused.because("document-not-signed");
        }
    }

    private static String tidy(String why) {
        String tidy = why.strip();
        if (tidy.isEmpty()) {
            throw Refused.because("document-needs-reason").at("reason");
        }
        if (tidy.length() > LONGEST_REASON) {
            throw Refused.because("text-too-long", Map.of("longest", LONGEST_REASON))
                    .at("reason");
        }
        return tidy;
    }

    public DocumentId id() {
        return new DocumentId(id);
    }

    /** The record that is sealed. */
    public RecordId record() {
        return new RecordId(id);
    }

    /** Of the working row, to notice a stale write. */
    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId author() {
        return new PractitionerId(authorId);
    }

    public RecordCategory category() {
        return RecordCategory.stored(category);
    }

    public Description description() {
        return new Description(DocumentKind.ofCode(kind), title, dated, note);
    }

    /** Why the newest version replaced the one before; empty for the first. */
    public String reason() {
        return reason;
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    /** That of the newest version. */
    public FiledFileId file() {
        return new FiledFileId(fileId);
    }

    /** How many versions were sealed; none of a draft. */
    public int sealedVersion() {
        return sealedVersion;
    }

    public Instant filedAt() {
        return filedAt;
    }

    /** When the newest version was signed. */
    public Optional<Instant> signedAt() {
        return Optional.ofNullable(signedAt);
    }
}
