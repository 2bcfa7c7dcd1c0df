package org.chartseal.domain.released;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.GrantsHeld;
import org.chartseal.domain.consent.GrantsHeld.Held;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;

/** Lists what patients released to an insurer or to a study. Who a patient is stands there only where they opened that too. */
@ApplicationScoped
public class ReleasedRecords {

    private final EntityManager entities;
    private final GrantsHeld held;
    private final OpenList door;
    private final Participants participants;

    @Inject
    public ReleasedRecords(EntityManager entities, GrantsHeld held, OpenList door, Participants participants) {
        this.entities = entities;
        this.held = held;
        this.door = door;
        this.participants = participants;
    }

    /**
     * A release.
     *
     * @param person who the patient is, where that is open
     * @param code by which the study knows the patient; empty for an insurer
     */
    public record Row(Held grant, Optional<ReleasedPerson> person, String code) {}

    /** All that hold now, those that end last first. */
    @Transactional
    public List<Row> list(Actor actor) {
        actor.require(Role.INSURER, Role.RESEARCHER);
        List<Held> grants = held.by(actor).stream()
                .filter(grant -> isRelease(grant.grantee().grantee().kind()))
                .toList();
        Set<PatientId> patients = grants.stream().map(Held::patient).collect(Collectors.toSet());
        Set<PatientId> known = door.open(actor, patients, RecordCategory.DEMOGRAPHICS, "released");
        Set<PatientId> shown = new HashSet<>(known);
        byFirstCategory(grants, known)
                .forEach((category, some) -> shown.addAll(door.open(actor, some, category, "released")));
        Map<PatientId, ReleasedPerson> people = people(known);
        return grants.stream()
                .filter(grant -> shown.contains(grant.patient()))
                .map(grant -> new Row(grant, Optional.ofNullable(people.get(grant.patient())), code(grant)))
                .toList();
    }

    static boolean isRelease(GranteeKind kind) {
        return kind == GranteeKind.INSURER || kind == GranteeKind.STUDY;
    }

    /** Of patients who do not open who they are, a list reads the first part that they open. */
    private static Map<RecordCategory, Set<PatientId>> byFirstCategory(List<Held> grants, Set<PatientId> known) {
        Map<PatientId, RecordCategory> first = new HashMap<>();
        grants.stream()
                .filter(grant -> !known.contains(grant.patient()))
                .filter(grant -> grant.single().isEmpty())
                .forEach(grant -> first.merge(
                        grant.patient(),
                        grant.categories().get(0),
                        (one, other) -> one.compareTo(other) < 0 ? one : other));
        return first.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));
    }

    private Map<PatientId, ReleasedPerson> people(Collection<PatientId> known) {
        return known.isEmpty()
                ? Map.of()
                : entities.createQuery("SELECT p FROM Patient p WHERE p.id IN :ids", Patient.class)
                        .setParameter(
                                "ids", known.stream().map(PatientId::value).toList())
                        .getResultStream()
                        .collect(Collectors.toMap(Patient::id, (Function<Patient, ReleasedPerson>) ReleasedPerson::of));
    }

    private String code(Held grant) {
        return grant.grantee().grantee().kind() == GranteeKind.STUDY
                ? participants.code(grant.grantee().grantee().id(), grant.patient())
                : "";
    }
}
