package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.OpenedBy;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.shared.NotFound;
import org.jspecify.annotations.Nullable;

/**
 * Shows every signed version of a record, each as it was signed: out of the sealed content, not out of the working rows.
 * What does not fit its seal is told with it.
 */
@ApplicationScoped
public class ReadVersions {

    private static final String WHAT = "versions";

    private static final String OF_RECORD =
            "SELECT v FROM RecordVersion v WHERE v.recordId = :record ORDER BY v.version DESC";

    /** Who may read the record, and all that belongs to it, without a grant for each part. */
    private static final Set<Basis> WHOLE = Set.of(Basis.SELF, Basis.AUTHOR, Basis.INTEGRITY);

    private final NewTransaction transaction;
    private final OpenRecord door;
    private final AccessPolicy policy;
    private final CategoryOfRecord categories;
    private final SealedObjects objects;
    private final VerifySeal verify;
    private final SealedFields fields;
    private final Clock clock;

    @Inject
    public ReadVersions(
            NewTransaction transaction,
            OpenRecord door,
            AccessPolicy policy,
            CategoryOfRecord categories,
            SealedObjects objects,
            VerifySeal verify,
            SealedFields fields,
            Clock clock) {
        this.transaction = transaction;
        this.door = door;
        this.policy = policy;
        this.categories = categories;
        this.objects = objects;
        this.verify = verify;
        this.fields = fields;
        this.clock = clock;
    }

    /**
     * Which versions are to be compared, and therefore checked in everything.
     *
     * @param before the older one, when it is named
     * @param after the newer one, when it is named
     */
    public record Choice(Optional<Integer> before, Optional<Integer> after) {

        /** The newest with the one before it. */
        public static final Choice NEWEST = new Choice(Optional.empty(), Optional.empty());
    }

    /**
     * A record with all that was signed of it.
     *
     * @param versions newest first; never empty
     * @param before the older one of those that are compared; nothing when there is only one, or not what was chosen
     * @param after the newer one of them
     */
    public record Chain(
            RecordId record,
            RecordType type,
            RecordCategory category,
            PatientId patient,
            String patientName,
            String patientNumber,
            List<Version> versions,
            Optional<Version> before,
            Optional<Version> after) {}

    /**
     * A version as it was signed.
     *
     * @param author who signed it
     * @param reason why it replaced the one before; empty where nothing was said, and when it cannot be opened
     * @param fields what it says; nothing when what is stored is not what was signed, or cannot be opened now
     * @param faults checks that failed, in their order; of a version that is compared all were made, of the others those of its
     *     content
     */
    public record Version(
            SealId seal,
            String author,
            Instant signedAt,
            String reason,
            Optional<List<ContentField>> fields,
            List<SealCheck> faults) {}

    /**
     * The versions of a record of that patient, for who may read it.
     *
     * @throws NotFound when the patient has no such record; a try on another's is kept in the access log
     */
    public Chain read(Actor actor, PatientId patient, RecordId record, Choice choice) {
        List<Opened> opened = opened(record);
        Optional<PatientId> owner =
                opened.stream().findFirst().map(each -> each.version().patient());
        RecordCategory category = category(record, opened);
        if (owner.filter(patient::equals).isEmpty()) {
            NotFound none = door.strayed(actor, patient, category, WHAT, record.value());
            owner.ifPresent(other -> none.addSuppressed(door.strayed(actor, other, category, WHAT, record.value())));
            throw none;
        }
        return open(actor, opened, category, choice);
    }

    /**
     * The versions of a record that does not verify, for an auditor.
     *
     * @throws NotFound when there is none, or nothing is found wrong with it
     */
    public Chain audit(Actor actor, RecordId record, Choice choice) {
        actor.require(Role.AUDITOR);
        List<Opened> opened = opened(record);
        if (opened.isEmpty()) {
            throw new NotFound(WHAT, record);
        }
        return open(actor, opened, category(record, opened), choice);
    }

    /** A version with what its object holds. */
    private record Opened(RecordVersion version, ContentChecks checks) {

        static Opened of(RecordVersion version, SealedObjects objects, Opener opener) {
            return new Opened(
                    version,
                    ContentChecks.of(version, VerifySeal.header(version).map(SealHeader::commitment), objects, opener));
        }
    }

    /** To look for their label by the hospital's key, before it is decided who may have the content and by whose key. */
    private List<Opened> opened(RecordId record) {
        List<RecordVersion> sealed = transaction.call(entities -> entities.createQuery(OF_RECORD, RecordVersion.class)
                .setParameter("record", record.value())
                .getResultList());
        return sealed.stream()
                .map(version -> Opened.of(version, objects, Opener.HOSPITAL))
                .toList();
    }

    /** What any version was labelled with when it was signed counts before the working rows, which someone may have edited. */
    private RecordCategory category(RecordId record, List<Opened> opened) {
        return opened.stream()
                .flatMap(each -> each.checks().content().stream())
                .flatMap(content -> FhirTerms.labelled(content.resource()).stream())
                .findFirst()
                .orElseGet(() -> categories.of(record.value()));
    }

    private Chain open(Actor actor, List<Opened> opened, RecordCategory category, Choice choice) {
        RecordVersion newest = opened.get(0).version();
        PatientId patient = newest.patient();
        Allowed allowed = door.open(
                actor, patient, category, WHAT, Optional.of(newest.record().value()));
        Optional<Set<RecordCategory>> parts = WHOLE.contains(allowed.basis())
                ? Optional.empty()
                : Optional.of(policy.open(actor, patient, clock.instant()));
        int after = choice.after().orElse(newest.seal().version());
        int before = choice.before().orElse(after - 1);
        Map<UUID, String> authors = new HashMap<>();
        List<Version> versions = openedFor(allowed, opened).stream()
                .map(each -> version(
                        each,
                        isOneOf(each.version(), before, after),
                        parts,
                        authors.computeIfAbsent(each.version().author().value(), this::nameOf)))
                .toList();
        Patient person = transaction.call(entities -> entities.find(Patient.class, patient.value()));
        return new Chain(
                newest.record(),
                newest.type(),
                category,
                patient,
                person.name().full(),
                person.number(),
                versions,
                find(versions, before),
                find(versions, after));
    }

    /** What rests on a grant is opened anew, by the grantee's own key. */
    private List<Opened> openedFor(Allowed allowed, List<Opened> opened) {
        Opener opener = transaction.call(entities -> OpenedBy.of(allowed, entities));
        return opener.equals(Opener.HOSPITAL)
                ? opened
                : opened.stream()
                        .map(each -> Opened.of(each.version(), objects, opener))
                        .toList();
    }

    private static Optional<Version> find(List<Version> versions, int number) {
        return versions.stream()
                .filter(version -> version.seal().version() == number)
                .findFirst();
    }

    private static boolean isOneOf(RecordVersion version, int before, int after) {
        int number = version.seal().version();
        return number == before || number == after;
    }

    private Version version(Opened opened, boolean compared, Optional<Set<RecordCategory>> parts, String author) {
        RecordVersion version = opened.version();
        Optional<List<ContentField>> said =
                opened.checks().content().map(content -> fields.of(version.type(), content));
        List<Line> lines = new ArrayList<>(opened.checks().lines());
        if (compared) {
            lines.addAll(verify.verify(version.seal()).lines());
        }
        return new Version(
                version.seal(),
                author,
                version.signedAt(),
                said.stream()
                        .flatMap(List::stream)
                        .filter(field -> field.label().equals(ContentField.WHY))
                        .map(ContentField::text)
                        .findFirst()
                        .orElse(""),
                said.map(all -> all.stream()
                        .filter(field -> !field.label().equals(ContentField.WHY))
                        .filter(field -> isOpen(field, parts))
                        .toList()),
                lines.stream()
                        .filter(line -> line.result() == Result.FAILED)
                        .map(Line::check)
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static boolean isOpen(ContentField field, Optional<Set<RecordCategory>> parts) {
        return field.apart()
                .flatMap(part -> parts.map(open -> open.contains(part)))
                .orElse(true);
    }

    private String nameOf(UUID practitioner) {
        return transaction.call(entities -> nameOf(entities, practitioner));
    }

    private static String nameOf(EntityManager entities, UUID practitioner) {
        @Nullable Practitioner author = entities.find(Practitioner.class, practitioner);
        return author == null ? practitioner.toString() : author.displayName();
    }
}
