package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;

/** Finds who is already known and may be the person about to be registered. */
@ApplicationScoped
public class FindDuplicates {

    private static final int MOST_CANDIDATES = 200;
    private static final int MOST_SHOWN = 10;

    /** By birth date, by a birth date close to it and a similar name, by telephone: each branch has its index. */
    private static final String CANDIDATES = """
            (SELECT id FROM patient WHERE birth_date = ?1 AND erased_at IS NULL LIMIT ?5)
            UNION (SELECT id FROM patient
                    WHERE birth_date = ANY (CAST(string_to_array(?2, ',') AS date[])) AND ?3 <% search_text LIMIT ?5)
            UNION (SELECT id FROM patient WHERE ?4 <> '' AND search_text LIKE '%' || ?4 || '%' LIMIT ?5)
            """;

    private final EntityManager entities;
    private final OpenList lists;

    @Inject
    public FindDuplicates(EntityManager entities, OpenList lists) {
        this.entities = entities;
        this.lists = lists;
    }

    /** Who may be the same person, likeliest first. */
    @Transactional
    public List<LikelyDuplicate> find(Actor actor, PatientDetails details) {
        actor.require(Role.RECEPTIONIST);
        List<LikelyDuplicate> found = scored(details).limit(MOST_SHOWN).toList();
        lists.open(
                actor,
                found.stream().map(duplicate -> duplicate.patient().id()).toList(),
                RecordCategory.DEMOGRAPHICS,
                "duplicate-check");
        return found;
    }

    /** Whether someone known is likely the same person. */
    boolean anyLikely(PatientDetails details) {
        return scored(details).anyMatch(LikelyDuplicate::likely);
    }

    private Stream<LikelyDuplicate> scored(PatientDetails details) {
        Set<UUID> candidates = candidates(details);
        if (candidates.isEmpty()) {
            return Stream.empty();
        }
        return entities.createQuery(
                        "SELECT p FROM Patient p LEFT JOIN FETCH p.identifiers LEFT JOIN FETCH p.contacts WHERE p.id IN :ids",
                        Patient.class)
                .setParameter("ids", candidates)
                .getResultStream()
                .map(patient -> scored(details, patient))
                .flatMap(java.util.Optional::stream)
                .sorted(Comparator.comparingInt(LikelyDuplicate::score)
                        .reversed()
                        .thenComparing(duplicate -> duplicate.patient().number()));
    }

    private static java.util.Optional<LikelyDuplicate> scored(PatientDetails details, Patient patient) {
        DuplicateScore score = DuplicateScore.between(details, patient.details());
        return score.shown()
                ? java.util.Optional.of(new LikelyDuplicate(PatientRow.of(patient), score.points(), score.evidence()))
                : java.util.Optional.empty();
    }

    private Set<UUID> candidates(PatientDetails details) {
        Stream<LocalDate> near = Stream.concat(
                DuplicateScore.neighbours(details.birthDate()).stream(),
                DuplicateScore.swapped(details.birthDate()).stream());
        List<?> found = entities.createNativeQuery(CANDIDATES, UUID.class)
                .setParameter(1, details.birthDate())
                .setParameter(2, near.map(LocalDate::toString).collect(Collectors.joining(",")))
                .setParameter(3, PersonName.fold(details.name().full()))
                .setParameter(4, PhoneNumber.significant(details.contact().phone()))
                .setParameter(5, MOST_CANDIDATES)
                .getResultList();
        Set<UUID> candidates = new HashSet<>();
        found.forEach(id -> candidates.add((UUID) id));
        for (Identifier identifier : details.identifiers()) {
            entities.createQuery(
                            "SELECT p.id FROM Patient p JOIN p.identifiers i WHERE i.system = :system AND i.value = :value",
                            UUID.class)
                    .setParameter("system", identifier.system())
                    .setParameter("value", identifier.value())
                    .getResultStream()
                    .forEach(candidates::add);
        }
        return candidates;
    }
}
