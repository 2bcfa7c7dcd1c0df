package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.AccessDecision.Denied;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/**
 * Decides who may read what of whom. It only decides; {@link OpenRecord} also keeps the decision in the access log. A grant
 * that the ledger holds as revoked never counts, whatever the working row says.
 */
@ApplicationScoped
public class AccessPolicy {

    private static final Set<RecordCategory> RECEPTION =
            EnumSet.of(RecordCategory.DEMOGRAPHICS, RecordCategory.APPOINTMENTS);
    private static final Set<RecordCategory> LABORATORY =
            EnumSet.of(RecordCategory.DEMOGRAPHICS, RecordCategory.LABORATORY, RecordCategory.DOCUMENTS);

    private final EntityManager entities;

    @Inject
    public AccessPolicy(EntityManager entities) {
        this.entities = entities;
    }

    /** Whether the actor may read that category of the patient's record for that purpose at that time. */
    public AccessDecision decide(Actor actor, PatientId patient, RecordCategory category, Purpose purpose, Instant at) {
        if (actor.patient().filter(patient::equals).isPresent() && actor.is(Role.PATIENT)) {
            return new Allowed(Basis.SELF, Optional.empty());
        }
        if (actor.is(Role.DOCTOR) && actor.practitioner().isPresent()) {
            Optional<AccessGrant> grant = grantFor(actor.practitioner().get(), patient, category, purpose, at);
            if (grant.isPresent()) {
                return new Allowed(Basis.GRANT, Optional.of(grant.get().id().value()));
            }
            Optional<UUID> emergency = emergency(actor.practitioner().get(), patient, at);
            if (emergency.isPresent() && purpose == Purpose.TREATMENT) {
                return new Allowed(Basis.EMERGENCY, emergency);
            }
        }
        if (actor.is(Role.RECEPTIONIST) && RECEPTION.contains(category)) {
            return new Allowed(Basis.RECEPTION, Optional.empty());
        }
        if ((actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST)) && LABORATORY.contains(category)) {
            return laboratory(patient);
        }
        return new Denied(actor.is(Role.DOCTOR) ? "access-not-granted" : "access-not-yours");
    }

    /** Which categories of the patient's record the practitioner may read for treatment at that time: what their grants
     * open, or everything in an emergency. */
    public Set<RecordCategory> granted(PractitionerId practitioner, PatientId patient, Instant at) {
        Set<RecordCategory> open = EnumSet.noneOf(RecordCategory.class);
        List<AccessGrant> grants = grants(practitioner, patient, at);
        for (RecordCategory category : RecordCategory.values()) {
            if (grants.stream().anyMatch(grant -> grant.covers(category, Purpose.TREATMENT, at))) {
                open.add(category);
            }
        }
        return emergency(practitioner, patient, at).isPresent() ? EnumSet.allOf(RecordCategory.class) : open;
    }

    /** The access in an emergency that the practitioner has to the whole record at that time. */
    private Optional<UUID> emergency(PractitionerId practitioner, PatientId patient, Instant at) {
        return entities.createQuery("""
                        SELECT e.id FROM EmergencyAccess e
                        WHERE e.patientId = :patient AND e.practitionerId = :practitioner
                          AND e.openedAt <= :at AND e.openUntil > :at AND e.anchoring IN ('before', 'later')
                        """, UUID.class)
                .setParameter("patient", patient.value())
                .setParameter("practitioner", practitioner.value())
                .setParameter("at", at)
                .getResultStream()
                .findFirst();
    }

    private Optional<AccessGrant> grantFor(
            PractitionerId practitioner, PatientId patient, RecordCategory category, Purpose purpose, Instant at) {
        return grants(practitioner, patient, at).stream()
                .filter(grant -> grant.covers(category, purpose, at))
                .findFirst();
    }

    private List<AccessGrant> grants(PractitionerId practitioner, PatientId patient, Instant at) {
        return entities.createQuery("""
                        SELECT g FROM AccessGrant g
                        WHERE g.patientId = :patient AND g.practitionerId = :practitioner
                          AND g.revokedAt IS NULL AND g.validUntil > :at
                          AND NOT EXISTS (SELECT l FROM ProjectedGrant l WHERE l.id = g.id AND l.revokedBlock IS NOT NULL)
                        ORDER BY g.validUntil DESC
                        """, AccessGrant.class)
                .setParameter("patient", patient.value())
                .setParameter("practitioner", practitioner.value())
                .setParameter("at", at)
                .getResultList();
    }

    private AccessDecision laboratory(PatientId patient) {
        List<?> requests = entities.createNativeQuery(
                        "SELECT id FROM lab_request WHERE patient_id = ?1 AND state <> 'cancelled' ORDER BY signed_at DESC",
                        UUID.class)
                .setParameter(1, patient.value())
                .setMaxResults(1)
                .getResultList();
        return requests.isEmpty()
                ? new Denied("access-no-lab-request")
                : new Allowed(Basis.LABORATORY, Optional.of((UUID) requests.get(0)));
    }
}
