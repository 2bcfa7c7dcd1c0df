package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/**
 * The door to lists of several patients: a calendar, a queue, a search. Answers for which of them the actor may see the
 * category, and keeps those reads in the access log before the list is shown.
 */
@ApplicationScoped
public class OpenList {

    private static final Set<RecordCategory> RECEPTION =
            Set.of(RecordCategory.DEMOGRAPHICS, RecordCategory.APPOINTMENTS);

    private final EntityManager entities;
    private final AccessLog log;
    private final Clock clock;

    @Inject
    public OpenList(EntityManager entities, AccessLog log, Clock clock) {
        this.entities = entities;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Opens a list.
     *
     * @param category what it shows of each
     * @param what code of the list, for example {@code day-calendar}
     * @return those of the patients that may be shown: all to reception, to a doctor those who granted it, to the
     *     laboratory those for whom something was requested
     */
    public Set<PatientId> open(Actor actor, Collection<PatientId> patients, RecordCategory category, String what) {
        if (patients.isEmpty()) {
            return Set.of();
        }
        Instant now = clock.instant();
        if (actor.is(Role.RECEPTIONIST) && RECEPTION.contains(category)) {
            keep(actor, patients, category, what, Basis.RECEPTION, now);
            return Set.copyOf(patients);
        }
        if (isLaboratory(actor) && category == RecordCategory.LABORATORY) {
            Set<PatientId> requested = requested(patients);
            keep(actor, requested, category, what, Basis.LABORATORY, now);
            return requested;
        }
        if (actor.is(Role.DOCTOR) && actor.practitioner().isPresent()) {
            Set<PatientId> granted = granted(actor.practitioner().get(), patients, category, now);
            keep(actor, granted, category, what, Basis.GRANT, now);
            return granted;
        }
        return own(actor, patients, category, what, now);
    }

    private static boolean isLaboratory(Actor actor) {
        return actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST);
    }

    private Set<PatientId> requested(Collection<PatientId> patients) {
        List<UUID> ids = patients.stream().map(PatientId::value).toList();
        List<?> requested = entities.createNativeQuery(
                        "SELECT DISTINCT patient_id FROM lab_request WHERE patient_id IN (?1) AND state <> 'cancelled'",
                        UUID.class)
                .setParameter(1, ids)
                .getResultList();
        return requested.stream().map(id -> new PatientId((UUID) id)).collect(Collectors.toUnmodifiableSet());
    }

    private Set<PatientId> own(
            Actor actor, Collection<PatientId> patients, RecordCategory category, String what, Instant now) {
        Set<PatientId> own = new HashSet<>(patients);
        own.removeIf(patient -> !actor.is(Role.PATIENT)
                || actor.patient().filter(patient::equals).isEmpty());
        keep(actor, own, category, what, Basis.SELF, now);
        return own;
    }

    private Set<PatientId> granted(
            PractitionerId practitioner, Collection<PatientId> patients, RecordCategory category, Instant at) {
        List<UUID> ids = patients.stream().map(PatientId::value).toList();
        return entities.createQuery("""
                        SELECT g FROM AccessGrant g
                        WHERE g.practitionerId = :practitioner AND g.patientId IN :patients
                          AND g.revokedAt IS NULL AND g.validUntil > :at
                          AND NOT EXISTS (SELECT l FROM ProjectedGrant l WHERE l.id = g.ledgerId AND l.revokedBlock IS NOT NULL)
                        """, AccessGrant.class)
                .setParameter("practitioner", practitioner.value())
                .setParameter("patients", ids)
                .setParameter("at", at)
                .getResultStream()
                .filter(grant -> grant.covers(category, Purpose.TREATMENT, at))
                .map(AccessGrant::patient)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void keep(
            Actor actor,
            Collection<PatientId> patients,
            RecordCategory category,
            String what,
            Basis basis,
            Instant at) {
        String role = actor.roles().stream()
                .min(Comparator.naturalOrder())
                .map(Role::code)
                .orElse("none");
        var reader = new AccessLogEntry.Reader(actor.account().name(), role, actor.practitioner());
        var list = new AccessLog.Listed(category.code(), what, Purpose.TREATMENT.code(), basis.code());
        log.keepListed(reader, patients, list, at);
    }
}
