package org.chartseal.domain.care;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A doctor's note about a visit: a draft until it is signed, then sealed. An amendment is a new sealed version; the one
 * before stays.
 */
@Entity
@Table(name = "consultation_note")
public class ConsultationNote {

    /** Longest reason of an amendment. */
    public static final int LONGEST_REASON = 500;

    /** Where a note stands. */
    public enum State {
        DRAFT,
        SIGNED;

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

    @Column(name = "appointment_id")
    private @Nullable UUID appointmentId;

    private String category;

    @Embedded
    private NoteText text;

    @Column(name = "amendment_reason")
    private String amendmentReason;

    private String state;

    @Column(name = "sealed_version")
    private int sealedVersion;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "signed_at")
    private @Nullable Instant signedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected ConsultationNote() {}

    /** A new draft. */
    public ConsultationNote(
            NoteId id,
            PatientId patient,
            PractitionerId author,
            Optional<UUID> appointment,
            RecordCategory category,
            NoteText text,
            Instant startedAt) {
        this.id = id.value();
        this.patientId = patient.value();
        this.authorId = author.value();
        this.appointmentId = appointment.orElse(null);
        this.category = category.code();
        this.text = text;
        this.amendmentReason = "";
        this.state = State.DRAFT.code();
        this.startedAt = startedAt;
        this.changedAt = startedAt;
    }

    /**
     * Replaces the draft's text and the part of the record that it will belong to.
     *
     * @throws Refused {@code note-already-signed}
     */
    public void rewrite(RecordCategory newCategory, NoteText newText, Instant at) {
        requireDraft();
        this.category = newCategory.code();
        this.text = newText;
        this.changedAt = at;
    }

    /**
     * Ends the draft: this is what the author signs.
     *
     * @throws Refused {@code note-already-signed} or {@code note-empty}
     */
    public void sign(Instant at) {
        requireDraft();
        requireWritten(text);
        this.state = State.SIGNED.code();
        this.sealedVersion = 1;
        this.signedAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.changedAt = at;
    }

    /**
     * Replaces what was signed by a new version, and answers the one that was replaced.
     *
     * @param reason why, for those who read both
     * @throws Refused {@code note-not-signed}, {@code note-empty}, {@code note-unchanged} or
     *     {@code amendment-needs-reason}
     */
    public NoteVersion amend(NoteText newText, String reason, Instant at) {
        if (state() != State.SIGNED || signedAt == null) {
            throw Refused.because("note-not-signed");
        }
        requireWritten(newText);
        if (newText.equals(text)) {
            throw Refused.because("note-unchanged");
        }
        if (reason.isBlank()) {
            throw Refused.because("amendment-needs-reason").at("amendmentReason");
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw Refused.because("text-too-long").at("amendmentReason");
        }
        NoteVersion replaced = new NoteVersion(id(), sealedVersion, text, amendmentReason, signedAt);
        this.text = newText;
        this.amendmentReason = reason.strip();
        this.sealedVersion++;
        this.signedAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.changedAt = at;
        return replaced;
    }

    private void requireDraft() {
        if (state() != State.DRAFT) {
            throw Refused.because("note-already-signed");
        }
    }

    private static void requireWritten(NoteText text) {
        if (text.isEmpty()) {
            throw Refused.because("note-empty").at("reason");
        }
    }

    /** The part of the record to which it belongs once it is signed. */
    public RecordCategory category() {
        return RecordCategory.stored(category);
    }

    public NoteId id() {
        return new NoteId(id);
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

    /** The visit that it is about. */
    public Optional<UUID> appointment() {
        return Optional.ofNullable(appointmentId);
    }

    public NoteText text() {
        return text;
    }

    /** Why the newest version replaced the one before; empty for the first. */
    public String amendmentReason() {
        return amendmentReason;
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    /** How many versions were sealed. */
    public int sealedVersion() {
        return sealedVersion;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** When the newest version was signed. */
    public Optional<Instant> signedAt() {
        return Optional.ofNullable(signedAt);
    }
}
