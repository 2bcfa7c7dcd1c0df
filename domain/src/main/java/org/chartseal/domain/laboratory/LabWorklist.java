package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.jspecify.annotations.Nullable;

/** What the laboratory has to do: requests by state and urgency, those that cannot wait first. */
@ApplicationScoped
public class LabWorklist {

    /** Most rows on one page. */
    public static final int PAGE = 100;

    /** What is not finished. */
    public static final Set<LabRequest.State> OPEN = EnumSet.of(
            LabRequest.State.REQUESTED,
            LabRequest.State.COLLECTED,
            LabRequest.State.ENTERED,
            LabRequest.State.VERIFIED);

    private static final Duration RECENT = Duration.ofDays(14);

    private static final String ROWS = """
            SELECT r.id, r.state, r.urgency, r.signed_at, p.given_name, p.family_name, p.number, p.birth_date, p.sex,
                   l.name AS panel, l.specimen, s.accession, s.collected_at,
                   trim(d.prefix || ' ' || d.given_name || ' ' || d.family_name) AS author,
                   t.sent_back_because,
                   (SELECT count(*) FROM lab_result x WHERE x.report_id = t.id AND x.flag IN ('LL', 'HH')) AS critical,
                   r.patient_id
            FROM lab_request r
            JOIN patient p ON p.id = r.patient_id
            JOIN lab_panel l ON l.id = r.panel_id
            JOIN practitioner d ON d.id = r.author_id
            LEFT JOIN specimen s ON s.request_id = r.id
            LEFT JOIN lab_report t ON t.request_id = r.id
            WHERE r.state IN (?1) AND r.urgency IN (?2)
              AND (r.state NOT IN ('released', 'cancelled') OR coalesce(t.released_at, r.signed_at) > ?3)
              AND (?4 = '' OR s.accession = ?4 OR p.number = ?4)
            ORDER BY CASE r.urgency WHEN 'stat' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END,
                     CASE WHEN r.state IN ('released', 'cancelled') THEN 1 ELSE 0 END, r.signed_at, r.id
            """;

    private final EntityManager entities;
    private final OpenList openList;
    private final Clock clock;

    @Inject
    public LabWorklist(EntityManager entities, OpenList openList, Clock clock) {
        this.entities = entities;
        this.openList = openList;
        this.clock = clock;
    }

    /**
     * Which requests to show.
     *
     * @param states none means all that are open
     * @param urgencies none means all
     * @param number an accession or patient number, as a scanner types it; empty for all
     */
    public record Filter(Set<LabRequest.State> states, Set<Urgency> urgencies, String number) {
        public Filter {
            states = Set.copyOf(states);
            urgencies = Set.copyOf(urgencies);
            number = number.strip();
        }
    }

    /** One request of the list. */
    public record Row(
            LabRequestId id,
            LabRequest.State state,
            Urgency urgency,
            Instant requestedAt,
            PatientId patientId,
            String patient,
            String patientNumber,
            LocalDate birthDate,
            String sex,
            String panel,
            String specimen,
            Optional<String> accession,
            Optional<Instant> collectedAt,
            String requestedBy,
            boolean sentBack,
            boolean critical) {}

    /**
     * The list.
     *
     * @param open how many requests are in each open state
     * @param more whether rows were left off
     */
    public record Page(List<Row> rows, Map<LabRequest.State, Long> open, boolean more) {}

    /** The requests that the filter lets through. Finished ones only of the last 14 days. */
    @Transactional
    public Page list(Actor actor, Filter filter) {
        actor.require(Role.LAB_TECHNICIAN, Role.LAB_SCIENTIST);
        Set<LabRequest.State> states = filter.states().isEmpty() ? OPEN : filter.states();
        Set<Urgency> urgencies = filter.urgencies().isEmpty() ? EnumSet.allOf(Urgency.class) : filter.urgencies();
        List<?> found = entities.createNativeQuery(ROWS)
                .setParameter(1, states.stream().map(LabRequest.State::code).toList())
                .setParameter(2, urgencies.stream().map(Urgency::code).toList())
                .setParameter(3, Timestamp.from(clock.instant().minus(RECENT)))
                .setParameter(4, filter.number())
                .setMaxResults(PAGE + 1)
                .getResultList();
        List<Row> rows = found.stream().limit(PAGE).map(LabWorklist::row).toList();
        Set<PatientId> shown = openList.open(
                actor,
                rows.stream().map(Row::patientId).collect(Collectors.toSet()),
                RecordCategory.LABORATORY,
                "lab-worklist");
        return new Page(
                rows.stream().filter(row -> shown.contains(row.patientId())).toList(), open(), found.size() > PAGE);
    }

    private Map<LabRequest.State, Long> open() {
        Map<LabRequest.State, Long> open = new EnumMap<>(LabRequest.State.class);
        List<?> counted = entities.createNativeQuery(
                        "SELECT state, count(*) FROM lab_request WHERE state NOT IN ('released', 'cancelled') GROUP BY state")
                .getResultList();
        for (Object row : counted) {
            Object[] columns = (Object[]) row;
            open.put(state(columns[0]), ((Number) columns[1]).longValue());
        }
        return open;
    }

    private static Row row(Object found) {
        @Nullable Object[] columns = (Object[]) found;
        String given = text(columns[4]);
        return new Row(
                new LabRequestId((UUID) Objects.requireNonNull(columns[0])),
                state(Objects.requireNonNull(columns[1])),
                Urgency.ofCode(text(columns[2])),
                Objects.requireNonNull(Columns.instant(columns[3])),
                new PatientId((UUID) Objects.requireNonNull(columns[16])),
                given.isEmpty() ? text(columns[5]) : text(columns[5]) + ", " + given,
                text(columns[6]),
                Columns.date(columns[7]),
                text(columns[8]),
                text(columns[9]),
                text(columns[10]),
                Optional.ofNullable((String) columns[11]),
                Optional.ofNullable(Columns.instant(columns[12])),
                text(columns[13]),
                !text(columns[14]).isEmpty(),
                columns[15] instanceof Number critical && critical.longValue() > 0);
    }

    private static LabRequest.State state(Object code) {
        return LabRequest.State.valueOf(code.toString().toUpperCase(Locale.ROOT));
    }

    private static String text(@Nullable Object column) {
        return column == null ? "" : column.toString();
    }
}
