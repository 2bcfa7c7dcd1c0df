package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.IssueGrant;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.RevokeAccess;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Patient;

/**
 * The grants that come with appointments: the practitioner may read for treatment from the booking until
 * {@link #AFTER_VISIT} after the visit, unless the appointment is cancelled or the patient takes it away.
 */
@ApplicationScoped
class TreatmentGrants {

    /** How long the practitioner may still read after the visit. */
    static final Duration AFTER_VISIT = Duration.ofDays(30);

    private final EntityManager entities;
    private final IssueGrant issue;
    private final RevokeAccess revoke;
    private final Clock clock;

    @Inject
    TreatmentGrants(EntityManager entities, IssueGrant issue, RevokeAccess revoke, Clock clock) {
        this.entities = entities;
        this.issue = issue;
        this.revoke = revoke;
        this.clock = clock;
    }

    void give(Appointment appointment, Account by) {
        Patient patient = entities.find(Patient.class, appointment.patient().value());
        Instant until = appointment.time().end().plus(AFTER_VISIT);
        Permission permission = Permission.forVisit(
                appointment.patient(),
                Grantee.of(appointment.practitioner()),
                Permission.What.everything(),
                appointment.id().value(),
                new Permission.Period(clock.instant(), until));
        issue.issue(patient, permission, by);
    }

    /** Ends what came with the appointment and still holds or waits for the patient's signature. */
    void end(Appointment appointment) {
        entities.createQuery(
                        "SELECT g FROM AccessGrant g WHERE g.permission.appointmentId = :appointment AND g.revokedAt IS NULL",
                        AccessGrant.class)
                .setParameter("appointment", appointment.id().value())
                .getResultList()
                .forEach(revoke::end);
        entities.createQuery("DELETE FROM AwaitedGrant g WHERE g.permission.appointmentId = :appointment")
                .setParameter("appointment", appointment.id().value())
                .executeUpdate();
    }
}
