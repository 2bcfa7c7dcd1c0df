package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.jspecify.annotations.Nullable;

/** Finds a patient's released values of a test. Whoever calls it has opened the record. */
@ApplicationScoped
public class PastResults {

    private static final String LATEST = """
            SELECT DISTINCT ON (x.test_id) x.test_id, x.value, x.flag, s.collected_at, x.low, x.high, x.report_id,
                   q.category, q.author_id
            FROM lab_result x
            JOIN lab_report r ON r.id = x.report_id
            JOIN lab_request q ON q.id = r.request_id
            JOIN specimen s ON s.request_id = r.request_id
            WHERE r.patient_id = ?1 AND r.state = 'released' AND x.value IS NOT NULL
              AND s.collected_at < ?2 AND x.test_id IN (?3)
            ORDER BY x.test_id, s.collected_at DESC
            """;

    private static final String HISTORY = """
            SELECT x.test_id, x.value, x.flag, s.collected_at, x.low, x.high, x.report_id,
                   q.category, q.author_id
            FROM lab_result x
            JOIN lab_report r ON r.id = x.report_id
            JOIN lab_request q ON q.id = r.request_id
            JOIN specimen s ON s.request_id = r.request_id
            WHERE r.patient_id = ?1 AND r.state = 'released' AND x.value IS NOT NULL AND x.test_id IN (?2)
            ORDER BY s.collected_at
            """;

    private final EntityManager entities;

    @Inject
    public PastResults(EntityManager entities) {
        this.entities = entities;
    }

    /** A released value, with the range as it was then, the part of the record it belongs to, and who asked for it. */
    record Past(
            LabTestId test,
            BigDecimal value,
            Flag flag,
            Instant collectedAt,
            Optional<BigDecimal> low,
            Optional<BigDecimal> high,
            LabReportId report,
            RecordCategory category,
            PractitionerId askedBy) {}

    /** By test, the newest value of a specimen that was taken before that moment. */
    Map<LabTestId, Past> latest(PatientId patient, Collection<LabTest> tests, Instant before) {
        List<?> rows = entities.createNativeQuery(LATEST)
                .setParameter(1, patient.value())
                .setParameter(2, java.sql.Timestamp.from(before))
                .setParameter(3, ids(tests))
                .getResultList();
        return rows.stream().map(PastResults::past).collect(Collectors.toMap(Past::test, Function.identity()));
    }

    /** By test, all values in the order in which the specimens were taken. */
    Map<LabTestId, List<Past>> history(PatientId patient, Collection<LabTest> tests) {
        List<?> rows = entities.createNativeQuery(HISTORY)
                .setParameter(1, patient.value())
                .setParameter(2, ids(tests))
                .getResultList();
        return rows.stream().map(PastResults::past).collect(Collectors.groupingBy(Past::test));
    }

    private static List<UUID> ids(Collection<LabTest> tests) {
        return tests.stream().map(test -> test.id().value()).toList();
    }

    private static Past past(Object row) {
        @Nullable Object[] columns = (Object[]) row;
        return new Past(
                new LabTestId((UUID) Objects.requireNonNull(columns[0])),
                (BigDecimal) Objects.requireNonNull(columns[1]),
                Flag.ofCode(Objects.requireNonNull(columns[2]).toString()),
                Objects.requireNonNull(Columns.instant(columns[3])),
                Optional.ofNullable((BigDecimal) columns[4]),
                Optional.ofNullable((BigDecimal) columns[5]),
                new LabReportId((UUID) Objects.requireNonNull(columns[6])),
                RecordCategory.stored(Objects.requireNonNull(columns[7]).toString()),
                new PractitionerId((UUID) Objects.requireNonNull(columns[8])));
    }
}
