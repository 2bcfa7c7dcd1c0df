package org.chartseal.domain.released;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chartseal.domain.care.ReadNotes;
import org.chartseal.domain.care.ReadSummary;
import org.chartseal.domain.care.WriteNote;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Denied;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.GrantsHeld;
import org.chartseal.domain.consent.GrantsHeld.Held;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.filing.Filing;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.scheduling.AppointmentView;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.domain.shared.NotFound;

/**
 * Opens what a patient released to an insurer or to a study: each part through its own door, and nothing that is not open. A page
 * is asked for by a grant, so that no address names the patient.
 */
@ApplicationScoped
public class OpenReleased {

    private static final Set<RecordCategory> RESULTS = EnumSet.of(
            RecordCategory.LABORATORY,
            RecordCategory.MENTAL_HEALTH,
            RecordCategory.REPRODUCTIVE_HEALTH,
            RecordCategory.GENETICS);

    private final EntityManager entities;
    private final GrantsHeld held;
    private final AccessPolicy policy;
    private final OpenRecord door;
    private final Participants participants;
    private final Parts parts;
    private final Clock clock;

    @Inject
    public OpenReleased(
            EntityManager entities,
            GrantsHeld held,
            AccessPolicy policy,
            OpenRecord door,
            Participants participants,
            Parts parts,
            Clock clock) {
        this.entities = entities;
        this.held = held;
        this.policy = policy;
        this.door = door;
        this.participants = participants;
        this.parts = parts;
        this.clock = clock;
    }

    /** The use cases that read the parts of a record; never behind a proxy, since its fields are read. */
    @Dependent
    public static class Parts {

        private final ReadNotes notes;
        private final ReadPrescriptions prescriptions;
        private final ReleasedReports reports;
        private final ReadDocuments documents;
        private final ReadClaims claims;
        private final ReadSummary summary;
        private final PatientAppointments appointments;

        @Inject
        public Parts(
                ReadNotes notes,
                ReadPrescriptions prescriptions,
                ReleasedReports reports,
                ReadDocuments documents,
                ReadClaims claims,
                ReadSummary summary,
                PatientAppointments appointments) {
            this.notes = notes;
            this.prescriptions = prescriptions;
            this.reports = reports;
            this.documents = documents;
            this.claims = claims;
            this.summary = summary;
            this.appointments = appointments;
        }
    }

    /**
     * Whose record a grant opens, for the page of a single record.
     *
     * @throws NotFound when the actor holds no such grant now; a try on another's is kept in the access log
     */
    @Transactional
    public PatientId patient(Actor actor, GrantId grant) {
        return mine(actor, grant).patient();
    }

    /**
     * All that is open of that patient's record.
     *
     * @throws NotFound when the actor holds no such grant now; a try on another's is kept in the access log
     */
    @Transactional
    public ReleasedRecord open(Actor actor, GrantId id) {
        Held grant = mine(actor, id);
        PatientId patient = grant.patient();
        Set<RecordCategory> open = policy.open(actor, patient, clock.instant());
        return new ReleasedRecord(
                id,
                grant.grantee(),
                person(actor, patient, open),
                code(grant),
                open,
                open.contains(RecordCategory.SUMMARY)
                        ? Optional.of(parts.summary.of(actor, patient))
                        : Optional.empty(),
                each(WriteNote.CATEGORIES, open, part -> parts.notes.signed(actor, patient, part)),
                open.contains(RecordCategory.MEDICATION) ? parts.prescriptions.all(actor, patient) : List.of(),
                each(RESULTS, open, part -> parts.reports.list(actor, patient, part)),
                each(Filing.CATEGORIES, open, part -> parts.reports.documents(actor, patient, part)),
                each(Filing.CATEGORIES, open, part -> parts.documents.list(actor, patient, part)),
                open.contains(RecordCategory.CLAIMS) ? parts.claims.list(actor, patient) : List.of(),
                open.contains(RecordCategory.APPOINTMENTS) ? appointments(actor, patient) : List.of(),
                alone(actor, patient, open),
                grant.until());
    }

    /**
     * On what a single record is open, for the page that has just opened it.
     *
     * @throws NotFound when it is not open any more
     */
    @Transactional
    public Allowed basis(Actor actor, PatientId patient, RecordCategory category, UUID record) {
        Instant now = clock.instant();
        return Purpose.of(actor).stream()
                .map(purpose -> policy.decide(actor, patient, category, Optional.of(record), purpose, now))
                .filter(Allowed.class::isInstance)
                .map(Allowed.class::cast)
                .findFirst()
                .orElseThrow(() -> new NotFound("record", record));
    }

    private Held mine(Actor actor, GrantId id) {
        actor.require(Role.INSURER, Role.RESEARCHER);
        return held.by(actor).stream()
                .filter(grant -> grant.id().equals(id)
                        && ReleasedRecords.isRelease(grant.grantee().grantee().kind()))
                .findFirst()
                .orElseThrow(() -> notMine(actor, id));
    }

    private NotFound notMine(Actor actor, GrantId id) {
        Optional.ofNullable(entities.find(AccessGrant.class, id.value()))
                .map(AccessGrant::patient)
                .filter(patient -> isClosed(actor, patient))
                .ifPresent(patient ->
                        door.open(actor, patient, RecordCategory.DEMOGRAPHICS, "released", Optional.of(id.value())));
        return new NotFound("grant", id);
    }

    private boolean isClosed(Actor actor, PatientId patient) {
        Instant now = clock.instant();
        return Purpose.of(actor).stream()
                .allMatch(purpose ->
                        policy.decide(actor, patient, RecordCategory.DEMOGRAPHICS, purpose, now) instanceof Denied);
    }

    private Optional<ReleasedPerson> person(Actor actor, PatientId patient, Set<RecordCategory> open) {
        if (!open.contains(RecordCategory.DEMOGRAPHICS)) {
            return Optional.empty();
        }
        door.open(actor, patient, RecordCategory.DEMOGRAPHICS, "released", Optional.empty());
        return Optional.of(ReleasedPerson.of(entities.find(Patient.class, patient.value())));
    }

    private String code(Held grant) {
        return grant.grantee().grantee().kind() == GranteeKind.STUDY
                ? participants.code(grant.grantee().grantee().id(), grant.patient())
                : "";
    }

    private static <T> List<T> each(
            Set<RecordCategory> parts, Set<RecordCategory> open, Function<RecordCategory, List<T>> read) {
        return parts.stream()
                .filter(open::contains)
                .map(read)
                .flatMap(List::stream)
                .toList();
    }

    private List<AppointmentView> appointments(Actor actor, PatientId patient) {
        PatientAppointments.ComingAndPast both = parts.appointments.of(actor, patient);
        return Stream.concat(both.coming().stream(), both.past().stream()).toList();
    }

    private List<ReleasedRecord.Alone> alone(Actor actor, PatientId patient, Set<RecordCategory> open) {
        return held.by(actor).stream()
                .filter(grant -> grant.patient().equals(patient))
                .flatMap(grant -> grant
                        .single()
                        .filter(single -> !open.contains(single.category()))
                        .map(single -> new ReleasedRecord.Alone(single, grant.until()))
                        .stream())
                .toList();
    }
}
