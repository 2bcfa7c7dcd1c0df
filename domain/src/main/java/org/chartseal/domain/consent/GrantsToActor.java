package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;

/**
 * Finds the grants that concern an actor in the roles they have: to themselves, to their department, to the insurer they work
 * for, to the studies they work on, and those by which they act for someone.
 */
final class GrantsToActor {

    private static final String STANDING = """
            FROM AccessGrant g JOIN Patient p ON p.id = g.permission.patientId
            LEFT JOIN ProjectedGrant l ON l.id = g.ledgerId
            WHERE g.revokedAt IS NULL AND l.revokedBlock IS NULL
              AND g.permission.validFrom <= :at AND g.permission.validUntil > :at
            """;

    private static final String TO_DOCTOR = """
            g.permission.practitionerId = :practitioner
            OR g.permission.departmentId IN (SELECT d.departmentId FROM Practitioner d
                                              WHERE d.id = :practitioner AND d.state = 'verified'
                                                AND d.profession = 'physician')
            """;

    private static final String TO_INSURER =
            "g.permission.insurerId IN (SELECT m.insurerId FROM InsurerMember m WHERE m.account = :account)";

    private static final String TO_STUDY =
            "g.permission.studyId IN (SELECT m.studyId FROM StudyMember m WHERE m.account = :account)";

    private static final String TO_PROXY = "g.permission.proxyId = :person";

    private final EntityManager entities;
    private final ZoneId zone;

    GrantsToActor(EntityManager entities, ZoneId zone) {
        this.entities = entities;
        this.zone = zone;
    }

    /** By patient; those that the ledger does not have yet are among them. */
    Map<PatientId, List<Relation.Grant>> of(Actor actor, Set<PatientId> patients, Instant at) {
        Map<PatientId, List<Relation.Grant>> byPatient = new HashMap<>();
        List<UUID> ids = patients.stream().map(PatientId::value).toList();
        ways(actor).forEach((way, parameters) -> {
            String text = "SELECT g, l.id, p.birthDate " + standing(way) + " AND g.permission.patientId IN :patients";
            query(text, Object[].class, parameters, at)
                    .setParameter("patients", ids)
                    .getResultStream()
                    .forEach(row -> {
                        AccessGrant grant = (AccessGrant) row[0];
                        byPatient
                                .computeIfAbsent(grant.patient(), patient -> new ArrayList<>())
                                .add(new Relation.Grant(
                                        grant.id().value(),
                                        grant.permission(),
                                        end(grant.permission(), (LocalDate) row[2]),
                                        row[1] != null));
                    });
        });
        return byPatient;
    }

    private Instant end(Permission permission, LocalDate born) {
        return permission.mandate().isEmpty()
                ? permission.period().until()
                : Majority.of(entities, zone).end(permission, born);
    }

    /** Whose. */
    Set<PatientId> patients(Actor actor, Instant at) {
        Set<PatientId> patients = new HashSet<>();
        ways(actor).forEach((way, parameters) -> {
            String text = "SELECT DISTINCT g.permission.patientId " + standing(way);
            query(text, UUID.class, parameters, at)
                    .getResultStream()
                    .map(PatientId::new)
                    .forEach(patients::add);
        });
        return patients;
    }

    private static String standing(String way) {
        return STANDING + " AND (" + way + ")";
    }

    private <T> TypedQuery<T> query(String text, Class<T> result, Map<String, Object> parameters, Instant at) {
        TypedQuery<T> query = entities.createQuery(text, result).setParameter("at", at);
        parameters.forEach(query::setParameter);
        return query;
    }

    /** In which ways grants can concern the actor, each with its parameters. */
    private static Map<String, Map<String, Object>> ways(Actor actor) {
        Map<String, Map<String, Object>> ways = new HashMap<>();
        if (actor.is(Role.DOCTOR)) {
            actor.practitioner().ifPresent(doctor -> ways.put(TO_DOCTOR, Map.of("practitioner", doctor.value())));
        }
        if (actor.is(Role.INSURER)) {
            ways.put(TO_INSURER, Map.of("account", actor.account().name()));
        }
        if (actor.is(Role.RESEARCHER)) {
            ways.put(TO_STUDY, Map.of("account", actor.account().name()));
        }
        if (actor.is(Role.PATIENT)) {
            actor.patient().ifPresent(person -> ways.put(TO_PROXY, Map.of("person", person.value())));
        }
        return ways;
    }
}
