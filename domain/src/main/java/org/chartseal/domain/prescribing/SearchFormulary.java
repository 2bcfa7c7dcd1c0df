package org.chartseal.domain.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;
import org.chartseal.domain.shared.NotFound;
import org.jspecify.annotations.Nullable;

/** Finds medicines by name, strength or ATC code, also when mistyped. */
@ApplicationScoped
public class SearchFormulary {

    /** So many fit under a search box. */
    public static final int MOST = 12;

    private static final String SEARCH = """
            SELECT f.* FROM formulary_item f
            WHERE f.search_text LIKE '%' || ?2 || '%' OR ?1 <% f.search_text
            ORDER BY f.search_text LIKE ?2 || '%' DESC, f.search_text LIKE '% ' || ?2 || '%' DESC,
                     word_similarity(?1, f.search_text) DESC, f.name, f.strength
            LIMIT ?3
            """;

    private final EntityManager entities;

    @Inject
    public SearchFormulary(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A medicine and what is usual for it.
     *
     * @param routes how it may be given; the first is usual
     */
    public record View(
            FormularyItemId id,
            Medicine medicine,
            String doseUnit,
            List<Route> routes,
            Optional<Dose> usualDose,
            Optional<Frequency> usualFrequency,
            Optional<Integer> usualDays) {

        static View of(FormularyItem item) {
            return new View(
                    item.id(),
                    item.medicine(),
                    item.doseUnit(),
                    item.routes(),
                    item.usualDose(),
                    item.usualFrequency(),
                    item.usualDays());
        }
    }

    /** The best matches first; nothing for fewer than two characters. */
    @Transactional
    public List<View> search(Actor actor, String text) {
        actor.require(Role.DOCTOR);
        String folded = PersonName.fold(text);
        if (folded.length() < 2) {
            return List.of();
        }
        @SuppressWarnings("unchecked") // the query answers the entity that it names
        List<FormularyItem> found = entities.createNativeQuery(SEARCH, FormularyItem.class)
                .setParameter(1, folded)
                .setParameter(
                        2, folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
                .setParameter(3, MOST)
                .getResultList();
        return found.stream().map(View::of).toList();
    }

    /** One medicine. */
    @Transactional
    public View find(Actor actor, FormularyItemId id) {
        actor.require(Role.DOCTOR);
        @Nullable FormularyItem item = entities.find(FormularyItem.class, id.value());
        if (item == null) {
            throw new NotFound("formulary-item", id);
        }
        return View.of(item);
    }
}
