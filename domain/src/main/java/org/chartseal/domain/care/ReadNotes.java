package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** Reads a patient's notes, with every version that was signed. A draft is its author's alone. */
@ApplicationScoped
public class ReadNotes {

    private final EntityManager entities;
    private final OpenRecord door;
    private final AccessPolicy policy;
    private final Clock clock;

    @Inject
    public ReadNotes(EntityManager entities, OpenRecord door, AccessPolicy policy, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A note.
     *
     * @param version of the working row, for the editor
     * @param category the part of the record to which it belongs
     * @param mine whether the reader wrote it
     * @param versions what was signed, newest first; empty for a draft
     */
    public record View(
            NoteId id,
            PatientId patient,
            String author,
            RecordCategory category,
            boolean mine,
            boolean draft,
            int version,
            Optional<UUID> appointment,
            Instant changedAt,
            NoteText text,
            List<SignedVersion> versions) {}

    /**
     * What was signed.
     *
     * @param amendmentReason why it replaced the one before; empty for the first
     */
    public record SignedVersion(SealId seal, NoteText text, String amendmentReason, Instant signedAt) {}

    /**
     * A signed note in a list.
     *
     * @param seal of its newest version
     * @param category the part of the record to which it belongs
     * @param reason why the patient came
     * @param amended whether it replaced an earlier version
     */
    public record Summary(
            NoteId id,
            SealId seal,
            RecordCategory category,
            String author,
            String reason,
            String assessment,
            Instant signedAt,
            boolean amended) {}

    /** The patient's signed notes, newest first. */
    @Transactional
    public List<Summary> signed(Actor actor, PatientId patient) {
        door.open(actor, patient, RecordCategory.NOTES, "notes", Optional.empty());
        Set<RecordCategory> open = policy.open(actor, patient, clock.instant());
        return rows(patient)
                .filter(row -> isOpen((ConsultationNote) row[0], open, actor))
                .map(row -> summary((ConsultationNote) row[0], (Practitioner) row[1]))
                .toList();
    }

    /** Those of them that belong to that part of the record, for who may open it. */
    @Transactional
    public List<Summary> signed(Actor actor, PatientId patient, RecordCategory category) {
        door.open(actor, patient, category, "notes", Optional.empty());
        return rows(patient)
                .filter(row -> ((ConsultationNote) row[0]).category() == category)
                .map(row -> summary((ConsultationNote) row[0], (Practitioner) row[1]))
                .toList();
    }

    private Stream<Object[]> rows(PatientId patient) {
        return entities.createQuery("""
                        SELECT n, p FROM ConsultationNote n JOIN Practitioner p ON p.id = n.authorId
                        WHERE n.patientId = :patient AND n.state = 'signed' ORDER BY n.signedAt DESC, n.id
                        """, Object[].class)
                .setParameter("patient", patient.value())
                .getResultStream();
    }

    private static boolean isOpen(ConsultationNote note, Set<RecordCategory> open, Actor actor) {
        return open.contains(note.category()) || isAuthor(actor, note);
    }

    private static Summary summary(ConsultationNote note, Practitioner author) {
        return new Summary(
                note.id(),
                note.record().version(note.sealedVersion()),
                note.category(),
                author.displayName(),
                note.text().reason(),
                note.text().assessment(),
                note.signedAt().orElseThrow(),
                note.sealedVersion() > 1);
    }

    /** The note, for who may read it. */
    @Transactional
    public View read(Actor actor, PatientId patient, NoteId id) {
        Optional<ConsultationNote> kept = Optional.ofNullable(entities.find(ConsultationNote.class, id.value()));
        Optional<ConsultationNote> note = kept.filter(found -> found.patient().equals(patient));
        door.open(actor, patient, categoryOf(note), "note", Optional.of(id.value()));
        if (note.isEmpty() && kept.isPresent()) {
            throw door.strayed(actor, kept.get().patient(), categoryOf(kept), "note", id.value());
        }
        return note.filter(found -> readable(actor, found))
                .map(found -> view(actor, found))
                .orElseThrow(() -> new NotFound("note", id));
    }

    /** A draft is its author's alone, and belongs to no part of the record yet. */
    private static RecordCategory categoryOf(Optional<ConsultationNote> note) {
        return note.filter(found -> found.state() == ConsultationNote.State.SIGNED)
                .map(ConsultationNote::category)
                .orElse(RecordCategory.NOTES);
    }

    /** The author's own unfinished draft for that patient, if there is one; its text is not read yet. */
    @Transactional
    public Optional<NoteId> ownDraft(Actor actor, PatientId patient) {
        actor.require(Role.DOCTOR);
        return entities.createQuery("""
                        SELECT n FROM ConsultationNote n
                        WHERE n.patientId = :patient AND n.authorId = :author AND n.state = 'draft'
                        """, ConsultationNote.class)
                .setParameter("patient", patient.value())
                .setParameter("author", actor.requirePractitioner().value())
                .getResultStream()
                .findFirst()
                .map(ConsultationNote::id);
    }

    private static boolean readable(Actor actor, ConsultationNote note) {
        return note.state() == ConsultationNote.State.SIGNED || isAuthor(actor, note);
    }

    private static boolean isAuthor(Actor actor, ConsultationNote note) {
        return actor.practitioner().filter(note.author()::equals).isPresent();
    }

    private View view(Actor actor, ConsultationNote note) {
        return new View(
                note.id(),
                note.patient(),
                entities.find(Practitioner.class, note.author().value()).displayName(),
                note.category(),
                isAuthor(actor, note),
                note.state() == ConsultationNote.State.DRAFT,
                note.version(),
                note.appointment(),
                note.changedAt(),
                note.text(),
                versions(note));
    }

    private List<SignedVersion> versions(ConsultationNote note) {
        List<SignedVersion> versions = new ArrayList<>();
        note.signedAt()
                .ifPresent(at -> versions.add(new SignedVersion(
                        note.record().version(note.sealedVersion()), note.text(), note.amendmentReason(), at)));
        entities.createQuery("SELECT v FROM NoteVersion v WHERE v.key.noteId = :note", NoteVersion.class)
                .setParameter("note", note.id().value())
                .getResultStream()
                .sorted((left, right) -> Integer.compare(right.sealedVersion(), left.sealedVersion()))
                .forEach(v -> versions.add(new SignedVersion(
                        note.record().version(v.sealedVersion()), v.text(), v.amendmentReason(), v.signedAt())));
        return List.copyOf(versions);
    }
}
