package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** For whom a person acts now: a child, or who let them. It does not pass on: who acts for them does not act for these. */
@ApplicationScoped
public class ActingFor {

    private final EntityManager entities;
    private final AccessPolicy policy;
    private final OpenRecord door;
    private final OpenList list;
    private final Clock clock;

    @Inject
    public ActingFor(EntityManager entities, AccessPolicy policy, OpenRecord door, OpenList list, Clock clock) {
        this.entities = entities;
        this.policy = policy;
        this.door = door;
        this.list = list;
        this.clock = clock;
    }

    /**
     * Someone for whom the person acts.
     *
     * @param relationship of the person to them
     * @param until exclusive
     * @param open which parts of the record the person may read
     */
    public record Represented(
            PatientId patient,
            PersonName name,
            LocalDate birthDate,
            String number,
            Relationship relationship,
            Instant until,
            Set<RecordCategory> open) {}

    /** All of them, by name; that the person saw who is kept. */
    @Transactional
    public List<Represented> all(Actor actor) {
        actor.require(Role.PATIENT);
        Actor person = actor.asPerson();
        Map<PatientId, Allowed> acting =
                new HashMap<>(policy.openedTo(person, RecordCategory.DEMOGRAPHICS, Purpose.TREATMENT, clock.instant()));
        acting.values().removeIf(allowed -> allowed.basis() != Basis.PROXY);
        Set<PatientId> open = list.open(person, acting.keySet(), RecordCategory.DEMOGRAPHICS, "acting-for");
        acting.keySet().retainAll(open);
        return represented(person, acting);
    }

    /**
     * One of them, opened.
     *
     * @throws NotFound when the person does not act for that patient; the try is kept
     */
    @Transactional
    public Represented one(Actor actor, PatientId patient) {
        actor.require(Role.PATIENT);
        Actor person = actor.asPerson();
        Allowed allowed = door.open(person, patient, RecordCategory.DEMOGRAPHICS, "acting-for", Optional.empty());
        if (allowed.basis() != Basis.PROXY) {
            throw new NotFound("patient", patient);
        }
        return represented(person, Map.of(patient, allowed)).get(0);
    }

    private List<Represented> represented(Actor person, Map<PatientId, Allowed> acting) {
        return patients(acting.keySet()).stream()
                .map(patient -> represented(person, patient, Objects.requireNonNull(acting.get(patient.id()))))
                .sorted(Comparator.comparing(one -> one.name().sorted()))
                .toList();
    }

    private List<Patient> patients(Collection<PatientId> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("SELECT p FROM Patient p WHERE p.id IN :ids", Patient.class)
                        .setParameter("ids", ids.stream().map(PatientId::value).toList())
                        .getResultList();
    }

    private Represented represented(Actor person, Patient patient, Allowed allowed) {
        AccessGrant grant = entities.find(AccessGrant.class, allowed.basisId().orElseThrow());
        return new Represented(
                patient.id(),
                patient.name(),
                patient.birthDate(),
                patient.number(),
                grant.permission().mandate().orElseThrow().relationship(),
                allowed.until().orElseThrow(),
                policy.open(person, patient.id(), Purpose.TREATMENT, clock.instant()));
    }
}
