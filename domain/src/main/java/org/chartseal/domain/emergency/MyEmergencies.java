package org.chartseal.domain.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;

/** Tells a patient who opened their record in an emergency, when, why, and what a colleague found. */
@ApplicationScoped
public class MyEmergencies {

    /** The most that one page lists. */
    static final int MOST = 100;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public MyEmergencies(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Something that the patient has not seen yet.
     *
     * @param kind {@code emergency-opened} or {@code emergency-reviewed}
     */
    public record News(String kind, EmergencyView access) {}

    /** The patient's own, newest first. */
    @Transactional
    public List<EmergencyView> list(Actor actor) {
        actor.require(Role.PATIENT);
        return new EmergencyQueries(entities, clock.instant()).of(actor.requirePatient(), MOST);
    }

    /** What the patient has not seen yet, newest first. */
    @Transactional
    public List<News> news(Actor actor) {
        actor.require(Role.PATIENT);
        PatientId patient = actor.requirePatient();
        List<?> unseen = entities.createNativeQuery(
                        "SELECT kind, about FROM patient_notice WHERE patient_id = ?1 AND seen_at IS NULL ORDER BY at DESC",
                        Tuple.class)
                .setParameter(1, patient.value())
                .getResultList();
        if (unseen.isEmpty()) {
            return List.of();
        }
        Map<UUID, EmergencyView> known = new EmergencyQueries(entities, clock.instant())
                .of(patient, MOST).stream()
                        .collect(Collectors.toMap(access -> access.id().value(), Function.identity()));
        return unseen.stream()
                .map(Tuple.class::cast)
                .flatMap(row -> Optional.ofNullable(known.get(row.get("about", UUID.class)))
                        .map(access -> new News(row.get("kind", String.class), access))
                        .stream())
                .toList();
    }

    /** The patient has seen what the portal told about that access. */
    @Transactional
    public void seen(Actor actor, EmergencyId about) {
        actor.require(Role.PATIENT);
        entities.createNativeQuery(
                        "UPDATE patient_notice SET seen_at = ?1 WHERE patient_id = ?2 AND about = ?3 AND seen_at IS NULL")
                .setParameter(1, Timestamp.from(clock.instant()))
                .setParameter(2, actor.requirePatient().value())
                .setParameter(3, about.value())
                .executeUpdate();
    }
}
