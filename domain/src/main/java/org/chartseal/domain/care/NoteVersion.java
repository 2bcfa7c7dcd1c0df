package org.chartseal.domain.care;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A signed version of a note that an amendment replaced; it never changes. */
@Entity
@Table(name = "consultation_note_version")
public class NoteVersion {

    /** Which version of which note. */
    @Embeddable
    record Key(
            @Column(name = "note_id") UUID noteId,
            @Column(name = "sealed_version") int sealedVersion) {}

    @EmbeddedId
    private Key key;

    @Embedded
    private NoteText text;

    @Column(name = "amendment_reason")
    private String amendmentReason;

    @Column(name = "signed_at")
    private Instant signedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected NoteVersion() {}

    NoteVersion(NoteId note, int sealedVersion, NoteText text, String amendmentReason, Instant signedAt) {
        this.key = new Key(note.value(), sealedVersion);
        this.text = text;
        this.amendmentReason = amendmentReason;
        this.signedAt = signedAt;
    }

    public NoteId note() {
        return new NoteId(key.noteId());
    }

    public int sealedVersion() {
        return key.sealedVersion();
    }

    public NoteText text() {
        return text;
    }

    /** Why this version replaced the one before it; empty for the first. */
    public String amendmentReason() {
        return amendmentReason;
    }

    public Instant signedAt() {
        return signedAt;
    }
}
