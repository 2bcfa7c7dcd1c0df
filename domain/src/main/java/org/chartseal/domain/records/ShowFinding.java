package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Shows an auditor what was changed in a record that does not verify: what was signed, and what the working rows say now. As
 * long as the finding is open; that it was looked at is kept in the patient's log.
 */
@ApplicationScoped
public class ShowFinding {

    private final NewTransaction transaction;
    private final OpenRecord door;
    private final CategoryOfRecord categories;
    private final SealedObjects objects;
    private final SealedSources sources;

    @Inject
    public ShowFinding(
            NewTransaction transaction,
            OpenRecord door,
            CategoryOfRecord categories,
            SealedObjects objects,
            SealedSources sources) {
        this.transaction = transaction;
        this.door = door;
        this.categories = categories;
        this.objects = objects;
        this.sources = sources;
    }

    /**
     * A finding with what it is about.
     *
     * @param opened whether what was signed could be opened: without that nothing can be compared
     * @param readable whether the rows of now are there and make sense
     * @param changes each value that differs
     */
    public record Shown(
            Instant foundAt,
            String check,
            SealId seal,
            RecordType type,
            PatientId patient,
            String number,
            String name,
            Instant signedAt,
            boolean opened,
            boolean readable,
            List<Change> changes) {}

    /**
     * A value that differs.
     *
     * @param pointer JSON pointer (RFC 6901) into the record's FHIR resource
     * @param name of the section or the test that it belongs to; may be empty
     * @param signed what was signed; empty when nothing stood there
     * @param now what the rows say; empty when nothing stands there
     */
    public record Change(String pointer, String name, String signed, String now) {}

    private record Found(IntegrityFinding finding, RecordVersion version, Patient patient) {}

    /**
     * Shows an open finding about a sealed record.
     *
     * @throws NotFound when there is none of that number, it is closed, or it is about something else
     */
    public Shown show(Actor actor, long id) {
        actor.require(Role.AUDITOR);
        Found found = transaction.call(entities -> found(entities, id));
        RecordVersion version = found.version();
        door.open(
                actor,
                version.patient(),
                categories.of(version.record().value()),
                "integrity-finding",
                Optional.of(version.record().value()));
        Optional<Commitment> signed = VerifySeal.header(version).map(SealHeader::commitment);
        Optional<CanonicalContent> sealed =
                ContentChecks.of(version, signed, objects).content();
        Optional<CanonicalContent> now =
                WorkingRows.read(version, sealed, sources, transaction).content();
        return new Shown(
                found.finding().foundAt(),
                found.finding().checkFailed(),
                version.seal(),
                version.type(),
                version.patient(),
                found.patient().number(),
                found.patient().name().full(),
                version.signedAt(),
                sealed.isPresent(),
                now.isPresent(),
                sealed.map(content -> changes(content, now)).orElse(List.of()));
    }

    private static List<Change> changes(CanonicalContent sealed, Optional<CanonicalContent> now) {
        return JsonDifference.changes(
                        sealed.text(), now.map(CanonicalContent::text).orElse("{}"))
                .stream()
                .map(change ->
                        new Change(change.pointer(), change.name(), plain(change.before()), plain(change.after())))
                .toList();
    }

    /** A section's text without the XHTML around it, which {@code NoteContent} wrote. */
    private static String plain(String value) {
        return value.startsWith("<div")
                ? value.replaceAll("</?(div|pre)[^>]*>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&")
                : value;
    }

    private static Found found(EntityManager entities, long id) {
        IntegrityFinding finding = Optional.ofNullable(entities.find(IntegrityFinding.class, id))
                .filter(each -> each.resolvedAt().isEmpty())
                .orElseThrow(() -> new NotFound("finding", id));
        RecordVersion version = seal(finding)
                .map(seal -> entities.find(RecordVersion.class, new RecordVersion.Key(seal)))
                .orElseThrow(() -> new NotFound("finding", id));
        return new Found(
                finding, version, entities.find(Patient.class, version.patient().value()));
    }

    /** The seal that it is about, if it is about one. */
    static Optional<SealId> seal(IntegrityFinding finding) {
        try {
            return Optional.of(SealId.parse(finding.seal()));
        } catch (Refused aboutSomethingElse) {
            return Optional.empty();
        }
    }
}
