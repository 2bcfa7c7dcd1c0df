package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.emergency.EmergencyAccess;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/**
 * Decides who may read or write what of whom; nothing else does. It only decides: {@link OpenRecord} and {@link OpenList}
 * also keep the decision in the access log. A grant that the ledger holds as revoked never counts, whatever the working row
 * says.
 */
@ApplicationScoped
public class AccessPolicy {

    private static final String GRANTS = """
            SELECT g FROM AccessGrant g
            WHERE g.practitionerId = :practitioner AND g.revokedAt IS NULL AND g.validFrom <= :at AND g.validUntil > :at
              AND NOT EXISTS (SELECT l FROM ProjectedGrant l WHERE l.id = g.ledgerId AND l.revokedBlock IS NOT NULL)
            """;

    private static final String EMERGENCIES = """
            SELECT e FROM EmergencyAccess e
            WHERE e.practitionerId = :practitioner AND e.openedAt <= :at AND e.openUntil > :at
              AND e.anchoring IN ('before', 'later')
            """;

    private static final String REQUESTS = """
            SELECT DISTINCT ON (patient_id, category) patient_id, category, id FROM lab_request
             WHERE patient_id IN (?1) AND state <> 'cancelled'
             ORDER BY patient_id, category, signed_at DESC, id
            """;

    private static final String AUTHORED = """
            SELECT EXISTS (SELECT FROM record_version v
                            WHERE v.record_id = ?1 AND v.author_id = ?2 AND v.patient_id = ?3)
                OR EXISTS (SELECT FROM lab_report r JOIN lab_request q ON q.id = r.request_id
                            LEFT JOIN attachment a ON a.report_id = r.id AND a.id = ?1
                            WHERE q.author_id = ?2 AND q.patient_id = ?3 AND (r.id = ?1 OR a.id IS NOT NULL))
                OR EXISTS (SELECT FROM appointment v
                            WHERE v.id = ?1 AND v.practitioner_id = ?2 AND v.patient_id = ?3)
            """;

    private final EntityManager entities;

    @Inject
    public AccessPolicy(EntityManager entities) {
        this.entities = entities;
    }

    /** Whether the actor may open that category of the patient's record for that purpose at that time. */
    public AccessDecision decide(Actor actor, PatientId patient, RecordCategory category, Purpose purpose, Instant at) {
        return decide(actor, patient, category, Optional.empty(), purpose, at);
    }

    /**
     * Whether the actor may open that category of the patient's record, or that single record in it.
     *
     * @param record which single record, or which visit; its author may, and whom the visit is to
     */
    public AccessDecision decide(
            Actor actor,
            PatientId patient,
            RecordCategory category,
            Optional<UUID> record,
            Purpose purpose,
            Instant at) {
        AccessDecision decision = AccessRules.decide(actor, relation(actor, patient, at), category, purpose, at);
        if (decision instanceof Allowed || record.isEmpty() || !isAuthor(actor, patient, record.get())) {
            return decision;
        }
        Relation author = Relation.STRANGER.withAuthored(record.get());
        return AccessRules.decide(actor, author, category, purpose, at);
    }

    /** The same for each of several patients at once. */
    public Map<PatientId, AccessDecision> decideAll(
            Actor actor, Collection<PatientId> patients, RecordCategory category, Purpose purpose, Instant at) {
        Map<PatientId, AccessDecision> decisions = new HashMap<>();
        relations(actor, Set.copyOf(patients), at)
                .forEach((patient, relation) ->
                        decisions.put(patient, AccessRules.decide(actor, relation, category, purpose, at)));
        return decisions;
    }

    /** Which categories of the patient's record are open to the actor for that purpose at that time. */
    public Set<RecordCategory> open(Actor actor, PatientId patient, Purpose purpose, Instant at) {
        Relation relation = relation(actor, patient, at);
        Set<RecordCategory> open = EnumSet.noneOf(RecordCategory.class);
        for (RecordCategory category : RecordCategory.values()) {
            if (AccessRules.decide(actor, relation, category, purpose, at) instanceof Allowed) {
                open.add(category);
            }
        }
        return open;
    }

    /** The patients who let the actor open that category of their records for treatment at that time, and how. */
    public Map<PatientId, Allowed> openedTo(Actor actor, RecordCategory category, Instant at) {
        Set<PatientId> patients = new HashSet<>();
        actor.practitioner().ifPresent(practitioner -> {
            standing(practitioner, at).forEach(grant -> patients.add(grant.patient()));
            emergencies(practitioner, at).forEach(emergency -> patients.add(emergency.patient()));
        });
        Map<PatientId, Allowed> opened = new HashMap<>();
        decideAll(actor, patients, category, Purpose.TREATMENT, at).forEach((patient, decision) -> {
            if (decision instanceof Allowed allowed) {
                opened.put(patient, allowed);
            }
        });
        return opened;
    }

    private Relation relation(Actor actor, PatientId patient, Instant at) {
        return relations(actor, Set.of(patient), at).getOrDefault(patient, Relation.STRANGER);
    }

    /** How the actor stands to each of the patients. */
    private Map<PatientId, Relation> relations(Actor actor, Set<PatientId> patients, Instant at) {
        Map<PatientId, Relation> relations = new HashMap<>();
        patients.forEach(patient -> relations.put(patient, Relation.STRANGER));
        if (patients.isEmpty()) {
            return relations;
        }
        if (actor.is(Role.DOCTOR) && actor.practitioner().isPresent()) {
            PractitionerId doctor = actor.practitioner().get();
            standing(doctor, patients, at)
                    .forEach((patient, grants) ->
                            relations.computeIfPresent(patient, (same, known) -> known.withGrants(grants)));
            emergencies(doctor, at)
                    .forEach(emergency -> relations.computeIfPresent(
                            emergency.patient(), (same, known) -> known.withEmergency(emergency)));
        }
        if (actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST)) {
            requests(patients)
                    .forEach((patient, requests) ->
                            relations.computeIfPresent(patient, (same, known) -> known.withRequests(requests)));
        }
        actor.patient().filter(patients::contains).ifPresent(own -> relations.put(own, Relation.SELF));
        return relations;
    }

    private List<AccessGrant> standing(PractitionerId practitioner, Instant at) {
        return entities.createQuery(GRANTS, AccessGrant.class)
                .setParameter("practitioner", practitioner.value())
                .setParameter("at", at)
                .getResultList();
    }

    private Map<PatientId, List<AccessGrant>> standing(
            PractitionerId practitioner, Set<PatientId> patients, Instant at) {
        return entities.createQuery(GRANTS + " AND g.patientId IN :patients", AccessGrant.class)
                .setParameter("practitioner", practitioner.value())
                .setParameter("at", at)
                .setParameter("patients", values(patients))
                .getResultStream()
                .collect(Collectors.groupingBy(AccessGrant::patient));
    }

    private List<Relation.Emergency> emergencies(PractitionerId practitioner, Instant at) {
        return entities.createQuery(EMERGENCIES, EmergencyAccess.class)
                .setParameter("practitioner", practitioner.value())
                .setParameter("at", at)
                .getResultStream()
                .map(access -> new Relation.Emergency(access.id().value(), access.patient(), access.openUntil()))
                .toList();
    }

    private Map<PatientId, Map<RecordCategory, UUID>> requests(Set<PatientId> patients) {
        Map<PatientId, Map<RecordCategory, UUID>> requests = new HashMap<>();
        List<?> rows = entities.createNativeQuery(REQUESTS)
                .setParameter(1, values(patients))
                .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            requests.computeIfAbsent(new PatientId((UUID) columns[0]), patient -> new EnumMap<>(RecordCategory.class))
                    .put(RecordCategory.stored(columns[1].toString()), (UUID) columns[2]);
        }
        return requests;
    }

    private boolean isAuthor(Actor actor, PatientId patient, UUID record) {
        return actor.is(Role.DOCTOR)
                && actor.practitioner().isPresent()
                && (Boolean) entities.createNativeQuery(AUTHORED)
                        .setParameter(1, record)
                        .setParameter(2, actor.practitioner().get().value())
                        .setParameter(3, patient.value())
                        .getSingleResult();
    }

    private static List<UUID> values(Collection<PatientId> patients) {
        return patients.stream().map(PatientId::value).toList();
    }
}
