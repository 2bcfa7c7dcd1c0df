package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** A doctor records a patient's allergies and ends them. Nothing is deleted. */
@ApplicationScoped
public class KeepAllergies {

    private static final ListEntries.Kind<Allergy> KIND =
            new ListEntries.Kind<>(Allergy.class, "allergy", "allergy_active_once", "substance");

    private final ListEntries entries;
    private final IdGenerator ids;

    @Inject
    public KeepAllergies(ListEntries entries, IdGenerator ids) {
        this.entries = entries;
        this.ids = ids;
    }

    /**
     * Records an allergy.
     *
     * @throws Refused {@code allergy-already-recorded} when the same substance is active already
     */
    @Transactional
    public AllergyId record(Actor actor, PatientId patient, Allergy.Details details) {
        AllergyId id = new AllergyId(ids.next());
        entries.record(
                actor,
                patient,
                KIND,
                id.value(),
                (by, at) -> new Allergy(id, patient, details, by, at),
                Refused.because("allergy-already-recorded"));
        return id;
    }

    /**
     * Ends an allergy.
     *
     * @param as {@link ListState#RESOLVED} or {@link ListState#ENTERED_IN_ERROR}
     * @throws Refused {@code entry-already-ended}
     */
    @Transactional
    public void end(Actor actor, PatientId patient, AllergyId id, ListState as) {
        entries.end(actor, patient, KIND, id.value(), as);
    }
}
