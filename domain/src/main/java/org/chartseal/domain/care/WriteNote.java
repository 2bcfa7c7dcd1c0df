package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A doctor drafts a consultation note, signs it, and amends it later. What was signed is never overwritten. */
@ApplicationScoped
public class WriteNote {

    /** The parts of a record to which a note can belong. */
    public static final Set<RecordCategory> CATEGORIES = Collections.unmodifiableSet(EnumSet.of(
            RecordCategory.NOTES,
            RecordCategory.MENTAL_HEALTH,
            RecordCategory.REPRODUCTIVE_HEALTH,
            RecordCategory.GENETICS));

    private final EntityManager entities;
    private final OpenRecord door;
    private final MaySign maySign;
    private final SealRecord seals;
    private final SigningHand hand;
    private final Clock clock;

    @Inject
    public WriteNote(
            EntityManager entities, OpenRecord door, MaySign maySign, SealRecord seals, SigningHand hand, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.maySign = maySign;
        this.seals = seals;
        this.hand = hand;
        this.clock = clock;
    }

    /**
     * What the editor sends.
     *
     * @param note drawn when the editor opened, so that a form that is sent twice makes one draft
     * @param category the part of the record to which it will belong
     * @param version of the draft that the editor shows; 0 when it was not saved yet
     */
    public record Draft(
            NoteId note,
            PatientId patient,
            Optional<UUID> appointment,
            RecordCategory category,
            int version,
            NoteText text) {
        public Draft {
            if (!CATEGORIES.contains(category)) {
                throw Refused.because("note-category-unknown").at("category");
            }
        }
    }

    /** What the editor goes on with. */
    public record Saved(NoteId note, int version) {}

    /**
     * Keeps the draft.
     *
     * @throws Refused {@code note-draft-stale} when the draft was changed elsewhere meanwhile, {@code note-draft-exists}
     *     when the author has another draft for this patient, {@code note-already-signed}
     */
    @Transactional
    public Saved saveDraft(Actor actor, Draft draft) {
        actor.require(Role.DOCTOR);
        PractitionerId author = actor.requirePractitioner();
        door.open(
                actor,
                draft.patient(),
                RecordCategory.NOTES,
                "draft-note",
                Optional.of(draft.note().value()));
        @Nullable ConsultationNote kept =
                entities.find(ConsultationNote.class, draft.note().value());
        ConsultationNote note = kept == null ? start(draft, author) : rewrite(kept, draft, author);
        flush();
        return new Saved(note.id(), note.version());
    }

    private ConsultationNote start(Draft draft, PractitionerId author) {
        ConsultationNote note = new ConsultationNote(
                draft.note(),
                draft.patient(),
                author,
                draft.appointment(),
                draft.category(),
                draft.text(),
                clock.instant());
        entities.persist(note);
        return note;
    }

    private ConsultationNote rewrite(ConsultationNote note, Draft draft, PractitionerId author) {
        requireOwn(note, draft.patient(), author);
        if (note.text().equals(draft.text()) && note.category() == draft.category()) {
            return note;
        }
        requireFresh(note, draft.version());
        note.rewrite(draft.category(), draft.text(), clock.instant());
        return note;
    }

    /**
     * Signs the draft as it stands in that version; signing it again answers the same seal.
     *
     * @throws Refused {@code note-draft-stale}, {@code note-empty}, or why the actor may not sign
     */
    @Transactional
    public SealId sign(Actor actor, PatientId patient, NoteId id, int version) {
        PractitionerId author = maySign.require(actor, patient, RecordCategory.NOTES, "sign-note", id.value())
                .id();
        ConsultationNote note = find(id);
        requireOwn(note, patient, author);
        if (note.state() == ConsultationNote.State.SIGNED) {
            return note.record().version(1);
        }
        requireFresh(note, version);
        note.sign(hand.time());
        return seal(note);
    }

    /**
     * Replaces the signed note by a new version; the replaced one stays readable and sealed.
     *
     * @param sealedVersion the version that the editor showed
     * @param reason why, for those who read both
     * @throws Refused {@code note-amended-meanwhile}, {@code note-unchanged}, {@code amendment-needs-reason},
     *     {@code note-not-yours}, or why the actor may not sign
     */
    @Transactional
    public SealId amend(Actor actor, PatientId patient, NoteId id, int sealedVersion, NoteText text, String reason) {
        PractitionerId author = maySign.require(actor, patient, RecordCategory.NOTES, "amend-note", id.value())
                .id();
        ConsultationNote note = find(id);
        requireOwn(note, patient, author);
        if (note.sealedVersion() == sealedVersion + 1 && note.text().equals(text)) {
            return note.record().version(note.sealedVersion());
        }
        if (note.sealedVersion() != sealedVersion) {
            throw Refused.because("note-amended-meanwhile", Map.of("version", note.sealedVersion()));
        }
        entities.persist(note.amend(text, reason, hand.time()));
        return seal(note);
    }

    private SealId seal(ConsultationNote note) {
        flush();
        return seals.seal(new RecordToSeal(
                note.record(),
                RecordType.NOTE,
                note.category(),
                note.patient(),
                note.author(),
                note.signedAt().orElseThrow(),
                NoteContent.of(note)));
    }

    private void flush() {
        try {
            entities.flush();
        } catch (OptimisticLockException raced) {
            throw Refused.because("note-draft-stale").causedBy(raced);
        } catch (PersistenceException failure) {
            throw Constraints.violated(failure)
                    .filter("consultation_note_draft_once"::equals)
                    .<RuntimeException>map(
                            twice -> Refused.because("note-draft-exists").causedBy(failure))
                    .orElse(failure);
        }
    }

    private ConsultationNote find(NoteId id) {
        @Nullable ConsultationNote note = entities.find(ConsultationNote.class, id.value());
        if (note == null) {
            throw new NotFound("note", id);
        }
        return note;
    }

    private static void requireOwn(ConsultationNote note, PatientId patient, PractitionerId author) {
        if (!note.patient().equals(patient)) {
            throw new NotFound("note", note.id());
        }
        if (!note.author().equals(author)) {
            throw Refused.because("note-not-yours");
        }
    }

    private static void requireFresh(ConsultationNote note, int version) {
        if (note.version() != version) {
            throw Refused.because("note-draft-stale", Map.of("version", note.version()));
        }
    }
}
