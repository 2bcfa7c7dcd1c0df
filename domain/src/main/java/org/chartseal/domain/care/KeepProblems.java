package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** A doctor records a patient's problems and ends them. Nothing is deleted. */
@ApplicationScoped
public class KeepProblems {

    private static final ListEntries.Kind<Problem> KIND =
            new ListEntries.Kind<>(Problem.class, "problem", "problem_active_once", "description");

    private final ListEntries entries;
    private final IdGenerator ids;

    @Inject
    public KeepProblems(ListEntries entries, IdGenerator ids) {
        this.entries = entries;
        this.ids = ids;
    }

    /**
     * Records a problem.
     *
     * @throws Refused {@code problem-already-recorded} when the same problem is active already
     */
    @Transactional
    public ProblemId record(Actor actor, PatientId patient, Problem.Details details) {
        ProblemId id = new ProblemId(ids.next());
        entries.record(
                actor,
                patient,
                KIND,
                id.value(),
                (by, at) -> new Problem(id, patient, details, by, at),
                Refused.because("problem-already-recorded"));
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
        entries.end(actor, patient, KIND, id.value(), as);
    }
}
