package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.IssueGrant;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.RevokeAccess;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Patient;

/**
 * The grants that come with appointments: the practitioner may read for treatment from the booking until as long after the visit
 * as the patient said, unless the appointment is cancelled or the patient takes it away.
 */
@ApplicationScoped
class TreatmentGrants {

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

    /** Gives it, where the patient has neither refused it nor taken it away, and it would not be over already. */
    void give(Appointment appointment, Account by) {
        Optional<Instant> end = appointment.access().end(appointment.time());
        if (wasTakenAway(appointment)) {
            return;
        }
        end.filter(until -> until.isAfter(clock.instant())).ifPresent(until -> {
            Patient patient = entities.find(Patient.class, appointment.patient().value());
            Permission permission = Permission.forVisit(
                    appointment.patient(),
                    Grantee.of(appointment.practitioner()),
                    Permission.What.everything(),
                    appointment.id().value(),
                    new Permission.Period(clock.instant(), until));
            issue.issue(patient, permission, by);
        });
    }

    private boolean wasTakenAway(Appointment appointment) {
        return entities.createQuery("""
                        SELECT COUNT(g) > 0 FROM AccessGrant g
                        WHERE g.permission.appointmentId = :appointment AND g.revokedBecause = 'taken-away'
                        """, Boolean.class)
                .setParameter("appointment", appointment.id().value())
                .getSingleResult();
    }

    /** Ends what came with the appointment and still holds or waits for the patient's signature. */
    void end(Appointment appointment, AccessGrant.End why) {
        entities.createQuery(
                        "SELECT g FROM AccessGrant g WHERE g.permission.appointmentId = :appointment AND g.revokedAt IS NULL",
                        AccessGrant.class)
                .setParameter("appointment", appointment.id().value())
                .getResultList()
                .forEach(grant -> revoke.end(grant, why));
        entities.createQuery("DELETE FROM AwaitedGrant g WHERE g.permission.appointmentId = :appointment")
                .setParameter("appointment", appointment.id().value())
                .executeUpdate();
    }
}
