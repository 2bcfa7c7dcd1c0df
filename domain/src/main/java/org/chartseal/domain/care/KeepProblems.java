package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A doctor records a patient's problems and ends them. Nothing is deleted. */
@ApplicationScoped
public class KeepProblems {

    private final EntityManager entities;
    private final MaySign maySign;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public KeepProblems(EntityManager entities, MaySign maySign, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.maySign = maySign;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records a problem.
     *
     * @throws Refused {@code problem-already-recorded} when the same problem is active already
     */
    @Transactional
    public ProblemId record(Actor actor, PatientId patient, Problem.Details details) {
        ProblemId id = new ProblemId(ids.next());
        PractitionerId by = maySign.require(actor, patient, RecordCategory.SUMMARY, "record-problem", id.value())
                .id();
        entities.persist(new Problem(id, patient, details, by, clock.instant()));
        try {
            entities.flush();
        } catch (PersistenceException failure) {
            if (Constraints.violated(failure)
                    .filter("problem_active_once"::equals)
                    .isPresent()) {
                throw Refused.because("problem-already-recorded")
                        .at("description")
                        .causedBy(failure);
            }
            throw failure;
        }
        return id;
    }

    /**
     * Ends a problem.
     *
     * @param as {@link ListState#RESOLVED} or {@link ListState#ENTERED_IN_ERROR}
     * @throws Refused {@code entry-already-ended}
     */
    @Transactional
    public void end(Actor actor, PatientId patient, ProblemId id, ListState as) {
        PractitionerId by = maySign.require(actor, patient, RecordCategory.SUMMARY, "end-problem", id.value())
                .id();
        Problem problem = entities.find(Problem.class, id.value());
        if (problem == null || !problem.patient().equals(patient)) {
            throw new NotFound("problem", id);
        }
        problem.end(as, by, clock.instant());
    }
}
