package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** What an auditor reads about broken seals. */
@ApplicationScoped
public class ReadFindings {

    private static final String NEWEST_FIRST = """
            SELECT f FROM IntegrityFinding f
            ORDER BY CASE WHEN f.resolvedAt IS NULL THEN 0 ELSE 1 END, f.foundAt DESC, f.id DESC
            """;

    private final EntityManager entities;

    @Inject
    public ReadFindings(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Findings, those that are open first, then by time, newest first.
     *
     * @throws org.chartseal.domain.shared.Refused {@code role-missing}
     */
    public List<IntegrityFinding> newest(Actor actor, int most) {
        actor.require(Role.AUDITOR, Role.ADMINISTRATOR);
        return entities.createQuery(NEWEST_FIRST, IntegrityFinding.class)
                .setMaxResults(most)
                .getResultList();
    }
}
