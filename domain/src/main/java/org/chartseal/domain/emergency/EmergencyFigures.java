package org.chartseal.domain.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** Shows an auditor every access in an emergency, and who takes how many of them: abuse shows in the figures. */
@ApplicationScoped
public class EmergencyFigures {

    /** The most that one page lists. */
    public static final int MOST = 500;

    private static final String COUNTED = """
            SELECT %s AS name, count(*) AS opened, count(*) FILTER (WHERE e.reviewed_at IS NOT NULL) AS reviewed,
                   count(*) FILTER (WHERE e.reviewed_at IS NULL AND e.opened_at < :due) AS overdue,
                   count(*) FILTER (WHERE e.outcome = 'not-justified') AS wrong
            FROM emergency_access e
            JOIN practitioner p ON p.id = e.practitioner_id
            JOIN department d ON d.id = e.department_id
            WHERE e.opened_at >= :since AND e.opened_at < :until AND e.anchoring <> 'refused'
            GROUP BY %s ORDER BY opened DESC, wrong DESC, name
            """;
    private static final String PERSON = String.format(
            Locale.ROOT,
            COUNTED,
            "trim(concat_ws(' ', p.prefix, p.given_name, p.family_name))",
            "p.id, p.prefix, p.given_name, p.family_name");
    private static final String DEPARTMENT = String.format(Locale.ROOT, COUNTED, "d.name", "d.id, d.name");

    private final EntityManager entities;
    private final OpenList door;
    private final Clock clock;

    @Inject
    public EmergencyFigures(EntityManager entities, OpenList door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /**
     * Of one practitioner or one department.
     *
     * @param reviewed how many a colleague reviewed
     * @param overdue how many wait for it longer than they should
     * @param notJustified how many were found not to be justified
     */
    public record Figure(String name, long opened, long reviewed, long overdue, long notJustified) {}

    /** What an auditor sees: most accesses first in the figures, newest first in the list. */
    public record Report(List<Figure> byPerson, List<Figure> byDepartment, List<EmergencyView> accesses) {}

    /**
     * What was opened in that time.
     *
     * @param until exclusive
     * @throws org.chartseal.domain.shared.Refused {@code role-missing}
     */
    @Transactional
    public Report of(Actor actor, Instant since, Instant until) {
        actor.require(Role.AUDITOR);
        List<EmergencyView> accesses = new EmergencyQueries(entities, clock.instant()).between(since, until, MOST);
        door.open(
                actor,
                accesses.stream()
                        .map(access -> access.patient().id())
                        .distinct()
                        .toList(),
                RecordCategory.DEMOGRAPHICS,
                "audit-emergencies");
        return new Report(figures(PERSON, since, until), figures(DEPARTMENT, since, until), accesses);
    }

    private List<Figure> figures(String counted, Instant since, Instant until) {
        List<?> rows = entities.createNativeQuery(counted, Tuple.class)
                .setParameter("due", clock.instant().minus(EmergencyAccess.REVIEW_WITHIN))
                .setParameter("since", since)
                .setParameter("until", until)
                .getResultList();
        return rows.stream()
                .map(Tuple.class::cast)
                .map(row -> new Figure(
                        row.get("name", String.class),
                        number(row, "opened"),
                        number(row, "reviewed"),
                        number(row, "overdue"),
                        number(row, "wrong")))
                .toList();
    }

    private static long number(Tuple row, String column) {
        return row.get(column, Number.class).longValue();
    }
}
