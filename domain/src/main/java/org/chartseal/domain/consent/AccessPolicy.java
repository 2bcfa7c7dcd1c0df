package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
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
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessRules.Asked;
import org.chartseal.domain.emergency.EmergencyAccess;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/**
 * Decides who may read or write what of whom; nothing else does. It only decides: {@link OpenRecord} and {@link OpenList}
 * also keep the decision in the access log. A grant counts once the ledger has it, and never when the ledger holds it as
 * revoked, whatever the working row says.
 */
@ApplicationScoped
public class AccessPolicy {

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
                OR EXISTS (SELECT FROM claim c
                            WHERE c.id = ?1 AND c.author_id = ?2 AND c.patient_id = ?3)
                OR EXISTS (SELECT FROM appointment v
                            WHERE v.id = ?1 AND v.practitioner_id = ?2 AND v.patient_id = ?3)
            """;

    private static final String FOUND_WRONG = """
            SELECT EXISTS (SELECT FROM record_version v
                             JOIN integrity_finding f ON f.seal = v.record_id || '.' || v.version
                            WHERE v.record_id = ?1 AND v.patient_id = ?2 AND f.resolved_at IS NULL)
            """;

    private static final String VISITS = """
            SELECT DISTINCT ON (patient_id) patient_id, id FROM appointment
             WHERE practitioner_id = ?1 AND patient_id IN (?2) AND status <> 'cancelled' AND ends_at > ?3
             ORDER BY patient_id, starts_at, id
            """;

    /** How long after a visit its doctor still sees who came, without the patient's grant. */
    private static final Duration AFTER_VISIT = Duration.ofDays(1);

    private final EntityManager entities;
    private final GrantsToActor grants;

    @Inject
    public AccessPolicy(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.grants = new GrantsToActor(entities, clock.getZone());
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
        Asked asked = new Asked(category, record, purpose, at);
        AccessDecision decision = AccessRules.decide(actor, relation(actor, patient, at, EnumSet.of(category)), asked);
        if (decision instanceof Allowed || record.isEmpty()) {
            return decision;
        }
        if (isAuthor(actor, patient, record.get())) {
            return AccessRules.decide(actor, relationOf(actor).withAuthored(record.get()), asked);
        }
        return isFoundWrong(actor, patient, record.get())
                ? AccessRules.decide(actor, Relation.STRANGER.withFinding(), asked)
                : decision;
    }

    /** The same for each of several patients at once. */
    public Map<PatientId, AccessDecision> decideAll(
            Actor actor, Collection<PatientId> patients, RecordCategory category, Purpose purpose, Instant at) {
        Asked asked = new Asked(category, Optional.empty(), purpose, at);
        Map<PatientId, AccessDecision> decisions = new HashMap<>();
        relations(actor, Set.copyOf(patients), at, EnumSet.of(category))
                .forEach((patient, relation) -> decisions.put(patient, AccessRules.decide(actor, relation, asked)));
        return decisions;
    }

    /** Which categories of the patient's record are open to the actor for that purpose at that time. */
    public Set<RecordCategory> open(Actor actor, PatientId patient, Purpose purpose, Instant at) {
        Relation relation = relation(actor, patient, at, EnumSet.allOf(RecordCategory.class));
        Set<RecordCategory> open = EnumSet.noneOf(RecordCategory.class);
        for (RecordCategory category : RecordCategory.values()) {
            Asked asked = new Asked(category, Optional.empty(), purpose, at);
            if (AccessRules.decide(actor, relation, asked) instanceof Allowed) {
                open.add(category);
            }
        }
        return open;
    }

    /** Which are open for what the actor's roles are there for. */
    public Set<RecordCategory> open(Actor actor, PatientId patient, Instant at) {
        Set<RecordCategory> open = EnumSet.noneOf(RecordCategory.class);
        Purpose.of(actor).forEach(purpose -> open.addAll(open(actor, patient, purpose, at)));
        return open;
    }

    /**
     * The patients who let the actor, or whom the actor works for, open that category of their records for that purpose at that
     * time, and how.
     */
    public Map<PatientId, Allowed> openedTo(Actor actor, RecordCategory category, Purpose purpose, Instant at) {
        Set<PatientId> patients = new HashSet<>(grants.patients(actor, at));
        if (actor.is(Role.DOCTOR)) {
            actor.practitioner()
                    .ifPresent(
                            doctor -> emergencies(doctor, at).forEach(emergency -> patients.add(emergency.patient())));
        }
        Map<PatientId, Allowed> opened = new HashMap<>();
        decideAll(actor, patients, category, purpose, at).forEach((patient, decision) -> {
            if (decision instanceof Allowed allowed) {
                opened.put(patient, allowed);
            }
        });
        return opened;
    }

    private Relation relation(Actor actor, PatientId patient, Instant at, Set<RecordCategory> asked) {
        return relations(actor, Set.of(patient), at, asked).getOrDefault(patient, Relation.STRANGER);
    }

    /** How the actor stands to each of the patients. */
    private Map<PatientId, Relation> relations(
            Actor actor, Set<PatientId> patients, Instant at, Set<RecordCategory> asked) {
        Map<PatientId, Relation> relations = new HashMap<>();
        Relation anyone = relationOf(actor);
        patients.forEach(patient -> relations.put(patient, anyone));
        actor.patient().filter(patients::contains).ifPresent(own -> relations.put(own, Relation.SELF));
        Set<PatientId> others = new HashSet<>(patients);
        actor.patient().ifPresent(others::remove);
        if (others.isEmpty()) {
            return relations;
        }
        grants.of(actor, others, at)
                .forEach((patient, some) ->
                        relations.computeIfPresent(patient, (same, known) -> known.withGrants(some)));
        if (actor.is(Role.DOCTOR) && actor.practitioner().isPresent()) {
            emergencies(actor.practitioner().get(), at).stream()
                    .filter(emergency -> others.contains(emergency.patient()))
                    .forEach(emergency -> relations.computeIfPresent(
                            emergency.patient(), (same, known) -> known.withEmergency(emergency)));
            if (asked.contains(RecordCategory.APPOINTMENTS)) {
                visits(actor.practitioner().get(), others, at)
                        .forEach((patient, visit) ->
                                relations.computeIfPresent(patient, (same, known) -> known.withVisit(visit)));
            }
        }
        if (actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST)) {
            requests(others)
                    .forEach((patient, requests) ->
                            relations.computeIfPresent(patient, (same, known) -> known.withRequests(requests)));
        }
        return relations;
    }

    /** To anyone. */
    private Relation relationOf(Actor actor) {
        return actor.practitioner()
                .map(practitioner -> entities.find(Practitioner.class, practitioner.value()))
                .filter(practitioner -> practitioner.state() == Practitioner.State.SUSPENDED)
                .map(suspended -> Relation.OF_SUSPENDED)
                .orElse(Relation.STRANGER);
    }

    private List<Relation.Emergency> emergencies(PractitionerId practitioner, Instant at) {
        return entities.createQuery(EMERGENCIES, EmergencyAccess.class)
                .setParameter("practitioner", practitioner.value())
                .setParameter("at", at)
                .getResultStream()
                .map(access -> new Relation.Emergency(access.id().value(), access.patient(), access.openUntil()))
                .toList();
    }

    private Map<PatientId, UUID> visits(PractitionerId practitioner, Set<PatientId> patients, Instant at) {
        Map<PatientId, UUID> visits = new HashMap<>();
        List<?> rows = entities.createNativeQuery(VISITS)
                .setParameter(1, practitioner.value())
                .setParameter(2, values(patients))
                .setParameter(3, Timestamp.from(at.minus(AFTER_VISIT)))
                .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            visits.put(new PatientId((UUID) columns[0]), (UUID) columns[1]);
        }
        return visits;
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

    private boolean isFoundWrong(Actor actor, PatientId patient, UUID record) {
        return actor.is(Role.AUDITOR)
                && (Boolean) entities.createNativeQuery(FOUND_WRONG)
                        .setParameter(1, record)
                        .setParameter(2, patient.value())
                        .getSingleResult();
    }

    private static List<UUID> values(Collection<PatientId> patients) {
        return patients.stream().map(PatientId::value).toList();
    }
}
