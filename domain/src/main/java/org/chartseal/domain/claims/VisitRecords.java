package org.chartseal.domain.claims;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.AppointmentId;

/** The records that can bear a claim out: notes that the doctor signed in the visit, and released reports of tests they asked for there. */
record VisitRecords(EntityManager entities) {

    private static final String OF_VISIT = """
            SELECT 'note' AS kind, n.id, n.reason AS title, n.signed_at AS at FROM consultation_note n
             WHERE n.appointment_id = ?1 AND n.author_id = ?2 AND n.state = 'signed'
            UNION ALL
            SELECT 'lab-report', r.id, b.name, r.released_at FROM lab_report r
              JOIN lab_request q ON q.id = r.request_id JOIN lab_panel b ON b.id = q.panel_id
             WHERE q.appointment_id = ?1 AND q.author_id = ?2 AND r.state = 'released'
            ORDER BY at, id
            """;

    private static final String TIMES = """
            SELECT id, signed_at FROM consultation_note WHERE id IN (?1) AND state = 'signed'
            UNION ALL SELECT id, released_at FROM lab_report WHERE id IN (?1) AND state = 'released'
            """;

    List<MakeClaim.Offered> of(AppointmentId visit, PractitionerId doctor) {
        List<?> rows = entities.createNativeQuery(OF_VISIT)
                .setParameter(1, visit.value())
                .setParameter(2, doctor.value())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(VisitRecords::offered)
                .toList();
    }

    private static MakeClaim.Offered offered(Object[] row) {
        return new MakeClaim.Offered(new ClaimSupport((String) row[0], (UUID) row[1]), (String) row[2], moment(row[3]));
    }

    /** When each of them was signed or released, as far as they are there. */
    Map<UUID, Instant> times(Collection<UUID> records) {
        if (records.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Instant> times = new HashMap<>();
        List<?> rows =
                entities.createNativeQuery(TIMES).setParameter(1, records).getResultList();
        rows.stream().map(Object[].class::cast).forEach(row -> times.put((UUID) row[0], moment(row[1])));
        return times;
    }

    private static Instant moment(Object column) {
        return column instanceof Instant instant ? instant : ((Timestamp) column).toInstant();
    }
}
