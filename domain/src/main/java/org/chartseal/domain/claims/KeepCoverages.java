package org.chartseal.domain.claims;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Keeps by whom a patient is insured. It belongs to who the patient is: the desk keeps it, and whoever may read that reads it. */
@ApplicationScoped
public class KeepCoverages {

    private static final String OF_PATIENT = """
            SELECT c, i FROM Coverage c JOIN Insurer i ON i.id = c.insurerId
            WHERE c.patientId = :patient ORDER BY c.validFrom DESC, c.id
            """;

    private final EntityManager entities;
    private final OpenRecord door;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public KeepCoverages(
            EntityManager entities, OpenRecord door, ActivityLog activities, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A coverage.
     *
     * @param version to notice a stale write
     * @param insurer its name
     * @param inForce whether it is today
     */
    public record View(CoverageId id, int version, String insurer, Cover cover, boolean inForce) {}

    /** The patient's, those that began last first. */
    @Transactional
    public List<View> list(Actor actor, PatientId patient) {
        door.open(actor, patient, RecordCategory.DEMOGRAPHICS, "coverages", Optional.empty());
        LocalDate today = LocalDate.now(clock);
        return of(entities, patient)
                .map(row -> view((Coverage) row[0], (Insurer) row[1], today))
                .toList();
    }

    /** Rows of a coverage and its insurer, for who has already opened the record. */
    static java.util.stream.Stream<Object[]> of(EntityManager entities, PatientId patient) {
        return entities.createQuery(OF_PATIENT, Object[].class)
                .setParameter("patient", patient.value())
                .getResultStream();
    }

    static View view(Coverage coverage, Insurer insurer, LocalDate day) {
        return new View(
                coverage.id(),
                coverage.version(),
                insurer.name(),
                coverage.cover(),
                coverage.cover().period().contains(day));
    }

    /** An insurer that can be chosen. */
    public record Choice(InsurerId id, String name) {}

    /** All insurers, by name: who they are is no secret. */
    @Transactional
    public List<Choice> insurers(Actor actor) {
        actor.require(Role.RECEPTIONIST);
        return entities.createQuery("SELECT i FROM Insurer i ORDER BY i.name", Insurer.class)
                .getResultStream()
                .map(insurer -> new Choice(insurer.id(), insurer.name()))
                .toList();
    }

    /**
     * Enters a coverage.
     *
     * @throws Refused {@code coverage-overlaps} or {@code coverage-insurer-unknown}
     */
    @Transactional
    public CoverageId add(Actor actor, PatientId patient, Cover cover) {
        open(actor, patient);
        if (entities.find(Insurer.class, cover.insurer().value()) == null) {
            throw Refused.because("coverage-insurer-unknown").at("insurer");
        }
        Coverage coverage = new Coverage(new CoverageId(ids.next()), patient, cover, actor.account(), clock.instant());
        entities.persist(coverage);
        flush();
        activities.keep(actor.account(), "coverage-added", coverage.id());
        return coverage.id();
    }

    /**
     * Says which day is the last of a coverage; claims that were made under it stay as they are.
     *
     * @param version of the coverage that was shown
     * @throws Refused {@code coverage-ends-before}, {@code coverage-overlaps} or {@code changed-meanwhile}
     * @throws NotFound when the patient has none such
     */
    @Transactional
    public void end(Actor actor, PatientId patient, CoverageId id, int version, LocalDate last) {
        open(actor, patient);
        Coverage coverage = find(actor, patient, id);
        if (coverage.version() != version) {
            throw Refused.because("changed-meanwhile");
        }
        coverage.end(last);
        flush();
        activities.keep(actor.account(), "coverage-ended", id);
    }

    /**
     * Takes a coverage away that was entered by mistake.
     *
     * @throws Refused {@code coverage-claimed} when a claim was made under it
     * @throws NotFound when the patient has none such
     */
    @Transactional
    public void remove(Actor actor, PatientId patient, CoverageId id) {
        open(actor, patient);
        entities.remove(find(actor, patient, id));
        flush();
        activities.keep(actor.account(), "coverage-removed", id);
    }

    private void open(Actor actor, PatientId patient) {
        actor.require(Role.RECEPTIONIST);
        door.open(actor, patient, RecordCategory.DEMOGRAPHICS, "keep-coverage", Optional.empty());
    }

    private Coverage find(Actor actor, PatientId patient, CoverageId id) {
        Optional<Coverage> kept = Optional.ofNullable(entities.find(Coverage.class, id.value()));
        return kept.filter(coverage -> coverage.patient().equals(patient)).orElseThrow(() -> {
            kept.ifPresent(other ->
                    door.strayed(actor, other.patient(), RecordCategory.DEMOGRAPHICS, "coverages", id.value()));
            return new NotFound("coverage", id);
        });
    }

    private void flush() {
        try {
            entities.flush();
        } catch (OptimisticLockException stale) {
            throw Refused.because("changed-meanwhile").causedBy(stale);
        } catch (PersistenceException refused) {
            throw switch (Constraints.violated(refused).orElse("")) {
                case "coverage_not_overlapping" ->
                    Refused.because("coverage-overlaps").at("from").causedBy(refused);
                case "claim_coverage_fk" -> Refused.because("coverage-claimed").causedBy(refused);
                case "patient_not_erased" -> Refused.because("patient-erased").causedBy(refused);
                default -> refused;
            };
        }
    }
}
