package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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

    private static final String REPAIRS =
            "SELECT finding_id, repaired_at, account FROM integrity_repair WHERE finding_id IN (?1) ORDER BY id";

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

    /**
     * That somebody put a record's rows back as they stood.
     *
     * @param finding that was about them
     */
    public record Repair(long finding, Instant at, String account) {}

    /**
     * All repairs that were made because of these findings.
     *
     * @throws org.chartseal.domain.shared.Refused {@code role-missing}
     */
    public List<Repair> repairs(Actor actor, Collection<Long> ofFindings) {
        actor.require(Role.AUDITOR, Role.ADMINISTRATOR);
        List<Repair> repairs = new ArrayList<>();
        if (!ofFindings.isEmpty()) {
            for (Object row : entities.createNativeQuery(REPAIRS)
                    .setParameter(1, ofFindings)
                    .getResultList()) {
                Object[] columns = (Object[]) row;
                repairs.add(new Repair((Long) columns[0], (Instant) columns[1], (String) columns[2]));
            }
        }
        return repairs;
    }
}
