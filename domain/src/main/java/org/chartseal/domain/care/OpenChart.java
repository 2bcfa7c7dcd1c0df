package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.care.Chart.AllergyRow;
import org.chartseal.domain.care.Chart.TimelineRow;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.shared.NotFound;

/** Opens a patient's chart for a doctor: everything that the patient's grant covers, or all in an emergency, read in a fixed number of queries. */
@ApplicationScoped
public class OpenChart {

    private final EntityManager entities;
    private final OpenRecord door;
    private final AccessPolicy policy;
    private final ReadPrescriptions prescriptions;
    private final ChartQueries queries;
    private final Clock clock;

    @Inject
    public OpenChart(
            EntityManager entities,
            OpenRecord door,
            AccessPolicy policy,
            ReadPrescriptions prescriptions,
            ChartQueries queries,
            Clock clock) {
        this.entities = entities;
        this.door = door;
        this.policy = policy;
        this.prescriptions = prescriptions;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * The whole chart.
     *
     * @throws org.chartseal.domain.shared.Refused {@code access-not-granted}
     */
    @Transactional
    public Chart open(Actor actor, PatientId patient) {
        Instant now = clock.instant();
        Chart.Head head = head(patient, door(actor, patient, "chart"));
        Set<RecordCategory> open = policy.open(actor, patient, Purpose.TREATMENT, now);
        ChartQueries.Reader reader = new ChartQueries.Reader(open, actor.requirePractitioner());
        List<Allergy> allergies = open.contains(RecordCategory.SUMMARY) ? allergies(patient) : List.of();
        List<ReadPrescriptions.View> medication =
                open.contains(RecordCategory.MEDICATION) ? prescriptions.of(patient) : List.of();
        List<TimelineRow> timeline = queries.timeline(patient, reader);
        return new Chart(
                head,
                open,
                open.contains(RecordCategory.SUMMARY) ? ReadSummary.problems(entities, patient) : List.of(),
                active(allergies),
                !allergies.isEmpty(),
                medication.stream().filter(ReadPrescriptions.View::active).toList(),
                queries.results(patient, reader),
                queries.documents(patient, reader),
                open.contains(RecordCategory.APPOINTMENTS) ? queries.visits(patient) : List.of(),
                timeline,
                seals(medication, timeline));
    }

    /**
     * What stays in view while the doctor works in the record: a read of its own, where the step of work reads nothing
     * else.
     *
     * @throws org.chartseal.domain.shared.Refused {@code access-not-granted}
     */
    @Transactional
    public Banner banner(Actor actor, PatientId patient) {
        return banner(patient, door(actor, patient, "banner"));
    }

    /**
     * The same around something that the doctor has opened for this very page: that read is kept, and this is no second
     * one.
     *
     * @throws org.chartseal.domain.shared.Refused {@code access-not-granted}; the try is kept then
     */
    @Transactional
    public Banner bannerAround(Actor actor, PatientId patient) {
        actor.require(Role.DOCTOR);
        return decide(actor, patient, RecordCategory.SUMMARY, Optional.empty()) instanceof Allowed allowed
                ? banner(patient, allowed)
                : banner(actor, patient);
    }

    /**
     * The same around a single record. Who may open that record alone, because they wrote it or the patient shared it, sees who
     * it is about and no allergies.
     *
     * @param category the part of the record to which it belongs
     * @throws org.chartseal.domain.shared.Refused {@code access-not-granted}; the try is kept then
     */
    @Transactional
    public Banner bannerAround(Actor actor, PatientId patient, RecordCategory category, UUID record) {
        actor.require(Role.DOCTOR);
        if (decide(actor, patient, RecordCategory.SUMMARY, Optional.empty()) instanceof Allowed allowed) {
            return banner(patient, allowed);
        }
        boolean known = decide(actor, patient, RecordCategory.DEMOGRAPHICS, Optional.of(record)) instanceof Allowed;
        return known && decide(actor, patient, category, Optional.of(record)) instanceof Allowed allowed
                ? new Banner(head(patient, allowed), false, List.of(), false)
                : banner(actor, patient);
    }

    private AccessDecision decide(Actor actor, PatientId patient, RecordCategory category, Optional<UUID> record) {
        return policy.decide(actor, patient, category, record, Purpose.TREATMENT, clock.instant());
    }

    /**
     * Who it is and what endangers them.
     *
     * @param allergiesOpen whether the reader may know the allergies
     */
    public record Banner(Chart.Head head, boolean allergiesOpen, List<AllergyRow> allergies, boolean allergiesKnown) {}

    private Banner banner(PatientId patient, Allowed allowed) {
        List<Allergy> allergies = allergies(patient);
        return new Banner(head(patient, allowed), true, active(allergies), !allergies.isEmpty());
    }

    private Allowed door(Actor actor, PatientId patient, String what) {
        actor.require(Role.DOCTOR);
        return door.open(actor, patient, RecordCategory.SUMMARY, what, Optional.empty());
    }

    private Chart.Head head(PatientId patient, Allowed allowed) {
        Patient person = entities.find(Patient.class, patient.value());
        if (person == null) {
            throw new NotFound("patient", patient);
        }
        return new Chart.Head(patient, person.name(), person.birthDate(), person.sex(), person.number(), allowed);
    }

    private List<Allergy> allergies(PatientId patient) {
        return entities.createQuery(
                        "SELECT a FROM Allergy a WHERE a.patientId = :patient ORDER BY a.substance", Allergy.class)
                .setParameter("patient", patient.value())
                .getResultList();
    }

    /** Those of them that are active. */
    static List<AllergyRow> active(List<Allergy> allergies) {
        return allergies.stream()
                .filter(allergy -> allergy.state() == ListState.ACTIVE)
                .map(OpenChart::row)
                .toList();
    }

    private static AllergyRow row(Allergy allergy) {
        Allergy.Details details = allergy.details();
        return new AllergyRow(
                allergy.id(), details.substance(), details.atcPrefix(), details.reaction(), details.criticality());
    }

    private static Set<SealId> seals(List<ReadPrescriptions.View> medication, List<TimelineRow> timeline) {
        Set<SealId> seals = new HashSet<>();
        medication.forEach(each -> seals.add(each.seal()));
        timeline.forEach(row -> row.seal().ifPresent(seals::add));
        return Set.copyOf(seals);
    }
}
