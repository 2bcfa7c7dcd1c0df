package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Lets a patient sign in by an account. */
@ApplicationScoped
public class LinkPatientAccount {

    private final EntityManager entities;
    private final ActivityLog activities;

    @Inject
    public LinkPatientAccount(EntityManager entities, ActivityLog activities) {
        this.entities = entities;
        this.activities = activities;
    }

    /**
     * Links the account to the patient, in place of one that was linked before.
     *
     * @throws Refused {@code account-taken} when it belongs to another patient
     * @throws NotFound when there is no such patient
     */
    @Transactional
    public void link(Actor actor, PatientId id, Account account) {
        actor.require(Role.ADMINISTRATOR);
        Patient patient = entities.find(Patient.class, id.value());
        if (patient == null) {
            throw new NotFound("patient", id);
        }
        patient.linkAccount(account);
        PersonConstraints.flush(entities);
        activities.keep(actor.account(), "patient-account-linked", id, account.name());
    }
}
