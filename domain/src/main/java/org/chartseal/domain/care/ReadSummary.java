package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.care.Chart.AllergyRow;
import org.chartseal.domain.care.Chart.ProblemRow;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/** Shows a patient's problems and allergies to whoever may read them. */
@ApplicationScoped
public class ReadSummary {

    private final EntityManager entities;
    private final OpenRecord door;

    @Inject
    public ReadSummary(EntityManager entities, OpenRecord door) {
        this.entities = entities;
        this.door = door;
    }

    /**
     * What is active.
     *
     * @param allergiesKnown whether any allergy was ever recorded; an empty list alone does not say that there are none
     */
    public record Summary(List<ProblemRow> problems, List<AllergyRow> allergies, boolean allergiesKnown) {}

    /** The patient's, as they are now. */
    @Transactional
    public Summary of(Actor actor, PatientId patient) {
        door.open(actor, patient, RecordCategory.SUMMARY, "summary", Optional.empty());
        List<Allergy> allergies = entities.createQuery(
                        "SELECT a FROM Allergy a WHERE a.patientId = :patient ORDER BY a.substance", Allergy.class)
                .setParameter("patient", patient.value())
                .getResultList();
        return new Summary(problems(entities, patient), OpenChart.active(allergies), !allergies.isEmpty());
    }

    /** For who has already opened the record. */
    static List<ProblemRow> problems(EntityManager entities, PatientId patient) {
        return entities.createQuery(
                        "SELECT p FROM Problem p WHERE p.patientId = :patient AND p.status = 'active' ORDER BY p.recordedAt",
                        Problem.class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(problem -> new ProblemRow(
                        problem.id(),
                        problem.details().code(),
                        problem.details().description(),
                        problem.details().onset()))
                .toList();
    }
}
