package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.care.Chart.DocumentRow;
import org.chartseal.domain.care.Chart.ResultRow;
import org.chartseal.domain.care.Chart.TimelineRow;
import org.chartseal.domain.care.Chart.VisitRow;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.jspecify.annotations.Nullable;

/** The lists of a chart, each in one query. Whether they may be read is decided before. */
@ApplicationScoped
public class ChartQueries {

    /** So many points make a spark line. */
    private static final int SPARKS = 8;

    private static final int MOST_VISITS = 20;
    private static final int MOST_EVENTS = 200;

    private static final String RESULTS = """
            SELECT * FROM (
              SELECT t.loinc, t.name, r.value, r.unit, r.low, r.high, r.flag, s.collected_at AS at, l.id AS report,
                     string_agg(CAST(r.value AS text), ',') OVER (
                       PARTITION BY r.test_id, r.unit ORDER BY s.collected_at, r.id
                       ROWS BETWEEN 7 PRECEDING AND CURRENT ROW) AS history,
                     row_number() OVER (PARTITION BY r.test_id ORDER BY s.collected_at DESC, r.id DESC) AS newest,
                     p.name AS panel, r.position AS position
              FROM lab_result r
              JOIN lab_report l ON l.id = r.report_id AND l.state IN ('verified', 'released')
              JOIN lab_request q ON q.id = l.request_id
              JOIN lab_panel p ON p.id = q.panel_id
              JOIN specimen s ON s.request_id = q.id
              JOIN lab_test t ON t.id = r.test_id
              WHERE l.patient_id = ?1 AND r.value IS NOT NULL AND (q.category IN (?2) OR q.author_id = ?3)) latest
            WHERE newest = 1 ORDER BY panel, position, name
            """;

    private static final String DOCUMENTS = """
            SELECT 'file' AS kind, a.id, a.name, a.media_type, a.size, a.added_at AS at, 'signed' AS state
            FROM attachment a JOIN lab_report l ON l.id = a.report_id AND l.state IN ('verified', 'released')
            JOIN lab_request q ON q.id = l.request_id
            WHERE a.patient_id = ?1 AND (a.category IN (?2) OR q.author_id = ?3)
            UNION ALL
            SELECT 'document', d.id, d.title, f.media_type, f.size, coalesce(d.signed_at, d.filed_at), d.state
            FROM filed_document d JOIN filed_file f ON f.id = d.file_id
            WHERE d.patient_id = ?1 AND (d.category IN (?2) OR d.author_id = ?3) AND (d.state <> 'draft' OR d.author_id = ?3)
            ORDER BY at DESC, id
            """;

    private static final String VISITS = """
            SELECT a.id, a.starts_at AS at, trim(d.prefix || ' ' || d.given_name || ' ' || d.family_name) AS who,
                   v.name AS visit_type, a.status, a.reason
            FROM appointment a JOIN practitioner d ON d.id = a.practitioner_id JOIN visit_type v ON v.id = a.visit_type_id
            WHERE a.patient_id = ?1 ORDER BY a.starts_at DESC LIMIT ?2
            """;

    private static final String TIMELINE = """
            SELECT e.*, trim(d.prefix || ' ' || d.given_name || ' ' || d.family_name) AS who FROM (
              SELECT 'note' AS kind, n.category, n.author_id AS asker, n.id, coalesce(n.signed_at, n.changed_at) AS at,
                     n.reason AS title, n.assessment AS detail, n.author_id, n.state, n.sealed_version
              FROM consultation_note n WHERE n.patient_id = ?1 AND n.state = 'signed'
              UNION ALL
              SELECT 'prescription', 'medication', p.author_id, p.id, coalesce(p.discontinued_at, p.signed_at),
                     f.name || ' ' || f.strength, p.state_reason, coalesce(p.discontinued_by, p.author_id),
                     CASE WHEN p.state = 'discontinued' THEN p.state ELSE 'signed' END, p.sealed_version
              FROM prescription p JOIN formulary_item f ON f.id = p.formulary_item_id WHERE p.patient_id = ?1
              UNION ALL
              SELECT 'lab-request', q.category, q.author_id, q.id, q.signed_at, b.name, q.question, q.author_id, q.state, q.sealed_version
              FROM lab_request q JOIN lab_panel b ON b.id = q.panel_id WHERE q.patient_id = ?1
              UNION ALL
              SELECT 'lab-report', q.category, q.author_id, l.id, coalesce(l.released_at, l.verified_at), b.name, l.remark,
                     l.verified_by, l.state, l.sealed_version
              FROM lab_report l JOIN lab_request q ON q.id = l.request_id JOIN lab_panel b ON b.id = q.panel_id
              WHERE l.patient_id = ?1 AND l.state IN ('verified', 'released')
              UNION ALL
              SELECT 'document', c.category, c.author_id, c.id, c.signed_at, c.title, c.note, c.author_id, c.state, c.sealed_version
              FROM filed_document c WHERE c.patient_id = ?1 AND c.state <> 'draft'
              UNION ALL
              SELECT 'claim', 'claims', m.author_id, m.id, m.signed_at, i.name, m.remark, m.author_id, m.state, m.sealed_version
              FROM claim m JOIN insurer i ON i.id = m.insurer_id WHERE m.patient_id = ?1 AND m.state <> 'draft'
              UNION ALL
              SELECT 'visit', 'appointments', NULL, a.id, a.starts_at, v.name, a.reason, a.practitioner_id, a.status, 0
              FROM appointment a JOIN visit_type v ON v.id = a.visit_type_id WHERE a.patient_id = ?1
            ) e JOIN practitioner d ON d.id = e.author_id
            WHERE e.category IN (?2) OR e.asker = ?3 ORDER BY e.at DESC, e.id LIMIT ?4
            """;

    private final EntityManager entities;

    @Inject
    public ChartQueries(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Whose eyes a list is for.
     *
     * @param categories open to the reader
     * @param practitioner the reader, to whom what they wrote or asked for is open too
     */
    record Reader(Set<RecordCategory> categories, PractitionerId practitioner) {

        List<String> codes() {
            return categories.stream().map(RecordCategory::code).toList();
        }
    }

    List<ResultRow> results(PatientId patient, Reader reader) {
        return rows(RESULTS, patient, reader.codes(), reader.practitioner().value())
                .map(ChartQueries::result)
                .toList();
    }

    List<DocumentRow> documents(PatientId patient, Reader reader) {
        return rows(DOCUMENTS, patient, reader.codes(), reader.practitioner().value())
                .map(row -> new DocumentRow(
                        row.get("kind", String.class),
                        id(row, "id"),
                        row.get("name", String.class),
                        row.get("media_type", String.class),
                        row.get("size", Number.class).longValue(),
                        at(row),
                        row.get("state", String.class)))
                .toList();
    }

    List<VisitRow> visits(PatientId patient) {
        return rows(VISITS, patient, MOST_VISITS)
                .map(row -> new VisitRow(
                        id(row, "id"),
                        at(row),
                        row.get("who", String.class),
                        row.get("visit_type", String.class),
                        row.get("status", String.class),
                        row.get("reason", String.class)))
                .toList();
    }

    List<TimelineRow> timeline(PatientId patient, Reader reader) {
        return rows(TIMELINE, patient, reader.codes(), reader.practitioner().value(), MOST_EVENTS)
                .map(ChartQueries::event)
                .toList();
    }

    private java.util.stream.Stream<Tuple> rows(String sql, PatientId patient, Object... more) {
        var query = entities.createNativeQuery(sql, Tuple.class).setParameter(1, patient.value());
        for (int i = 0; i < more.length; i++) {
            query.setParameter(i + 2, more[i]);
        }
        List<?> rows = query.getResultList();
        return rows.stream().map(Tuple.class::cast);
    }

    private static ResultRow result(Tuple row) {
        List<BigDecimal> history = Arrays.stream(
                        row.get("history", String.class).split(",", -1))
                .map(BigDecimal::new)
                .toList();
        return new ResultRow(
                row.get("loinc", String.class),
                row.get("name", String.class),
                plain(row.get("value", BigDecimal.class)),
                row.get("unit", String.class),
                number(row, "low"),
                number(row, "high"),
                row.get("flag", String.class),
                history.subList(Math.max(0, history.size() - SPARKS), history.size()),
                at(row),
                id(row, "report"));
    }

    private static TimelineRow event(Tuple row) {
        UUID id = id(row, "id");
        int version = row.get("sealed_version", Number.class).intValue();
        return new TimelineRow(
                row.get("kind", String.class),
                id,
                at(row),
                row.get("title", String.class),
                row.get("detail", String.class),
                row.get("who", String.class),
                row.get("state", String.class),
                version == 0 ? Optional.empty() : Optional.of(new SealId(id, version)));
    }

    private static Optional<BigDecimal> number(Tuple row, String column) {
        @Nullable BigDecimal value = row.get(column, BigDecimal.class);
        return Optional.ofNullable(value).map(ChartQueries::plain);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static UUID id(Tuple row, String column) {
        return (UUID) row.get(column);
    }

    private static Instant at(Tuple row) {
        Object at = row.get("at");
        return at instanceof Instant instant ? instant : ((java.sql.Timestamp) at).toInstant();
    }
}
