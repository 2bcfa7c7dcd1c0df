package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.jspecify.annotations.Nullable;

/** Finds what stands round reads: the record that was opened, the visit it was for, what is unusual, and what was asked. */
final class ReadContext {

    /**
     * One statement for a page of reads. A list shows many patients at one moment; only records opened one by one count,
     * and of what an account read in twenty minutes no more than {@code 2000} rows are looked at.
     */
    private static final String AROUND = """
            SELECT l.entry,
                   (SELECT min(v.signed_at) FROM record_version v WHERE v.record_id = l.record_id),
                   (SELECT n.name FROM lab_panel n JOIN lab_request q ON q.panel_id = n.id
                      LEFT JOIN lab_report r ON r.request_id = q.id
                     WHERE q.id = l.record_id OR r.id = l.record_id),
                   (SELECT a.starts_at FROM access_grant g JOIN appointment a ON a.id = g.appointment_id
                     WHERE g.id = l.basis_id),
                   EXISTS (SELECT 1 FROM appointment a
                            WHERE a.patient_id = l.patient_id AND a.practitioner_id = l.practitioner_id
                              AND a.status <> 'cancelled'
                              AND a.starts_at BETWEEN l.at - interval '30 days' AND l.at + interval '30 days'),
                   lower(p.family_name) IN (lower(d.family_name), lower(s.family_name)),
                   s.address <> '' AND lower(s.address) = lower(p.address),
                   s.id IS NOT NULL,
                   (SELECT count(DISTINCT one.patient_id)
                      FROM (SELECT min(CAST(k.patient_id AS text)) AS patient_id
                              FROM (SELECT n.at, n.patient_id FROM access_log n
                                     WHERE n.at BETWEEN l.at - interval '10 minutes' AND l.at + interval '10 minutes'
                                       AND n.account = l.account AND n.basis <> 'self'
                                     ORDER BY n.at LIMIT 2000) k
                             GROUP BY k.at HAVING count(*) = 1) one),
                   q.question, q.answer, q.answered_at,
                   EXISTS (SELECT 1 FROM access_grant f
                            WHERE (f.proxy_id = s.id AND f.patient_id = p.id)
                               OR (f.proxy_id = p.id AND f.patient_id = s.id)),
                   (SELECT u.reasons FROM unusual_read u WHERE u.entry = l.entry)
              FROM access_log l
              JOIN patient p ON p.id = l.patient_id
              LEFT JOIN practitioner d ON d.id = l.practitioner_id
              LEFT JOIN patient s ON s.account = l.account AND s.id <> l.patient_id
              LEFT JOIN read_question q ON q.entry = l.entry
             WHERE l.entry = ANY (CAST(string_to_array(?1, ',') AS uuid[]))
            """;

    /** On these, or for want of them, a visit is near. */
    private static final Set<String> TREATING =
            Set.of(Basis.GRANT.code(), Basis.APPOINTMENT.code(), "access-not-granted", "access-sensitive-not-named");

    /** The patient, and who acts for them: family, at the same address, as often as not. */
    private static final Set<String> EXPECTED = Set.of(Basis.SELF.code(), Basis.PROXY.code());

    private final EntityManager entities;
    private final ZoneId zone;

    ReadContext(EntityManager entities, ZoneId zone) {
        this.entities = entities;
        this.zone = zone;
    }

    /** By the name of each entry. */
    Map<UUID, ReadView.Context> of(Collection<AccessLogEntry> reads) {
        if (reads.isEmpty()) {
            return Map.of();
        }
        Map<UUID, AccessLogEntry> byName =
                reads.stream().collect(Collectors.toMap(read -> read.entry().orElseThrow(), read -> read));
        List<?> rows = entities.createNativeQuery(AROUND)
                .setParameter(1, byName.keySet().stream().map(UUID::toString).collect(Collectors.joining(",")))
                .getResultList();
        Map<UUID, ReadView.Context> around = new HashMap<>();
        for (Object each : rows) {
            @Nullable Object[] row = (Object[]) each;
            UUID name = (UUID) java.util.Objects.requireNonNull(row[0]);
            around.put(name, context(row, java.util.Objects.requireNonNull(byName.get(name))));
        }
        return around;
    }

    private ReadView.Context context(@Nullable Object[] row, AccessLogEntry read) {
        return new ReadView.Context(
                moment(row[1]),
                Optional.ofNullable((String) row[2]),
                moment(row[3]),
                EXPECTED.contains(read.basis()) ? Set.of() : unusual(row, read),
                Optional.ofNullable((String) row[9]),
                Optional.ofNullable((String) row[10]),
                moment(row[11]));
    }

    /** What stands out now, and what did when the read was found to: a visit may be cancelled, and an address change. */
    private Set<UnusualRead> unusual(@Nullable Object[] row, AccessLogEntry read) {
        Set<UnusualRead> unusual = UnusualRead.of(facts(row, read));
        if (row[13] instanceof String found) {
            Arrays.stream(found.split(",", -1)).map(UnusualRead::valueOf).forEach(unusual::add);
        }
        return unusual;
    }

    private UnusualRead.Facts facts(@Nullable Object[] row, AccessLogEntry read) {
        return new UnusualRead.Facts(
                TREATING.contains(read.basis()),
                Boolean.TRUE.equals(row[4]),
                Boolean.TRUE.equals(row[5]),
                Boolean.TRUE.equals(row[6]),
                Boolean.TRUE.equals(row[12]),
                Boolean.TRUE.equals(row[7]),
                row[8] instanceof Number patients ? patients.intValue() : 0,
                LocalTime.ofInstant(read.at(), zone));
    }

    static Optional<Instant> moment(@Nullable Object column) {
        return column instanceof Timestamp stamp
                ? Optional.of(stamp.toInstant())
                : Optional.ofNullable((Instant) column);
    }
}
