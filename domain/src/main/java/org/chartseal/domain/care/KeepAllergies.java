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

/** A doctor records a patient's allergies and ends them. Nothing is deleted. */
@ApplicationScoped
public class KeepAllergies {

    private final EntityManager entities;
    private final MaySign maySign;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public KeepAllergies(EntityManager entities, MaySign maySign, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.maySign = maySign;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records an allergy.
     *
     * @throws Refused {@code allergy-already-recorded} when the same substance is active already
     */
    @Transactional
    public AllergyId record(Actor actor, PatientId patient, Allergy.Details details) {
        AllergyId id = new AllergyId(ids.next());
        PractitionerId by = maySign.require(actor, patient, RecordCategory.SUMMARY, "record-allergy", id.value())
                .id();
        entities.persist(new Allergy(id, patient, details, by, clock.instant()));
        try {
            entities.flush();
        } catch (PersistenceException failure) {
            if (Constraints.violated(failure)
                    .filter("allergy_active_once"::equals)
                    .isPresent()) {
                throw Refused.because("allergy-already-recorded")
                        .at("substance")
                        .causedBy(failure);
            }
            throw failure;
        }
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
        PractitionerId by = maySign.require(actor, patient, RecordCategory.SUMMARY, "end-allergy", id.value())
                .id();
        Allergy allergy = entities.find(Allergy.class, id.value());
        if (allergy == null || !allergy.patient().equals(patient)) {
            throw new NotFound("allergy", id);
        }
        allergy.end(as, by, clock.instant());
    }
}
