package org.chartseal.domain.emergency;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.jspecify.annotations.Nullable;

/** Accesses in emergencies with the names that pages show, each list in one statement. */
final class EmergencyQueries {

    private static final String ALL = """
            SELECT e.id, e.patient_id, e.practitioner_id, e.reason, e.minutes, e.opened_at, e.open_until, e.ended_at,
                   e.anchoring, e.reviewed_at, e.outcome, e.note, o.block, d.name AS department, p.number,
                   trim(concat_ws(' ', p.given_name, p.family_name)) AS patient,
                   trim(concat_ws(' ', b.prefix, b.given_name, b.family_name)) AS opener,
                   trim(concat_ws(' ', r.prefix, r.given_name, r.family_name)) AS reviewer
            FROM emergency_access e
            JOIN patient p ON p.id = e.patient_id
            JOIN practitioner b ON b.id = e.practitioner_id
            JOIN department d ON d.id = e.department_id
            LEFT JOIN practitioner r ON r.id = e.reviewer_id
            LEFT JOIN ledger_outbox o ON o.kind = 'open-emergency' AND o.subject = CAST(e.id AS text)
            """;

    private final EntityManager entities;
    private final Instant now;

    EmergencyQueries(EntityManager entities, Instant now) {
        this.entities = entities;
        this.now = now;
    }

    Optional<EmergencyView> one(EmergencyId id) {
        return list("WHERE e.id = :id", Map.of("id", id.value()), 1).stream().findFirst();
    }

    /** Newest first. */
    List<EmergencyView> of(PatientId patient, int most) {
        return list(
                "WHERE e.patient_id = :patient ORDER BY e.opened_at DESC", Map.of("patient", patient.value()), most);
    }

    /** Those that are over and that someone other than this practitioner opened, the one that waits longest first. */
    List<EmergencyView> toReview(PractitionerId reviewer, int most) {
        return list("""
                WHERE e.reviewed_at IS NULL AND e.anchoring <> 'refused' AND e.open_until <= :now
                  AND e.practitioner_id <> :reviewer
                ORDER BY e.opened_at
                """, Map.of("reviewer", reviewer.value(), "now", now), most);
    }

    /** Those that this practitioner can read by now. */
    List<EmergencyView> open(PractitionerId practitioner) {
        return list("""
                WHERE e.practitioner_id = :practitioner AND e.open_until > :now AND e.anchoring IN ('before', 'later')
                ORDER BY e.open_until
                """, Map.of("practitioner", practitioner.value(), "now", now), Integer.MAX_VALUE);
    }

    /** Those that were opened in that time, newest first. */
    List<EmergencyView> between(Instant since, Instant until, int most) {
        return list(
                "WHERE e.opened_at >= :since AND e.opened_at < :until ORDER BY e.opened_at DESC, e.id",
                Map.of("since", since, "until", until),
                most);
    }

    private List<EmergencyView> list(String which, Map<String, Object> values, int most) {
        var query = entities.createNativeQuery(ALL + which, Tuple.class).setMaxResults(most);
        values.forEach(query::setParameter);
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> view((Tuple) row)).toList();
    }

    private EmergencyView view(Tuple row) {
        Anchoring anchoring = Anchoring.ofCode(row.get("anchoring", String.class));
        Instant openedAt = row.get("opened_at", Instant.class);
        Instant until = row.get("open_until", Instant.class);
        Optional<EmergencyView.Reviewed> review = reviewed(row);
        return new EmergencyView(
                new EmergencyId(row.get("id", UUID.class)),
                new EmergencyView.Whose(
                        new PatientId(row.get("patient_id", UUID.class)),
                        row.get("patient", String.class),
                        row.get("number", String.class)),
                new EmergencyView.Who(
                        new PractitionerId(row.get("practitioner_id", UUID.class)), row.get("opener", String.class)),
                row.get("department", String.class),
                row.get("reason", String.class),
                row.get("minutes", Number.class).intValue(),
                openedAt,
                until,
                row.get("ended_at", Instant.class) != null && anchoring != Anchoring.REFUSED,
                state(anchoring, openedAt, until, review.isPresent()),
                anchoring,
                Optional.ofNullable(row.get("block", Number.class)).map(Number::longValue),
                review,
                openedAt.plus(EmergencyAccess.REVIEW_WITHIN));
    }

    private static Optional<EmergencyView.Reviewed> reviewed(Tuple row) {
        @Nullable Instant at = row.get("reviewed_at", Instant.class);
        return at == null
                ? Optional.empty()
                : Optional.of(new EmergencyView.Reviewed(
                        row.get("reviewer", String.class),
                        at,
                        Review.Outcome.ofCode(row.get("outcome", String.class)),
                        row.get("note", String.class)));
    }

    private EmergencyView.State state(Anchoring anchoring, Instant openedAt, Instant until, boolean reviewed) {
        if (anchoring == Anchoring.REFUSED) {
            return EmergencyView.State.REFUSED;
        }
        if (now.isBefore(until)) {
            return EmergencyView.State.OPEN;
        }
        if (reviewed) {
            return EmergencyView.State.REVIEWED;
        }
        return now.isAfter(openedAt.plus(EmergencyAccess.REVIEW_WITHIN))
                ? EmergencyView.State.OVERDUE
                : EmergencyView.State.TO_REVIEW;
    }
}
