package org.chartseal.domain.erasure;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the law of the hospital's country says.
 *
 * @param retentionYears for how long after the last entry a record has to be kept
 * @param erasureDays how many days after the decision an erasure is carried out
 */
record HospitalRules(int retentionYears, int erasureDays, ZoneId zone) {

    private static final String LAST_ENTRY = "SELECT max(signed_at) FROM record_version WHERE patient_id = ?1";

    static HospitalRules of(EntityManager entities, ZoneId zone) {
        Object[] row = (Object[]) entities.createNativeQuery("SELECT retention_years, erasure_days FROM hospital_rule")
                .getSingleResult();
        return new HospitalRules(((Number) row[0]).intValue(), ((Number) row[1]).intValue(), zone);
    }

    /** From when on what was decided then is carried out: the beginning of that day. */
    Instant due(Instant decided) {
        return LocalDate.ofInstant(decided, zone)
                .plusDays(erasureDays)
                .atStartOfDay(zone)
                .toInstant();
    }

    /** Until when that patient's record has to be kept, if it has to now; exclusive. */
    Optional<Instant> keptUntil(EntityManager entities, UUID patient, Instant now) {
        return moment(entities.createNativeQuery(LAST_ENTRY)
                        .setParameter(1, patient)
                        .getSingleResult())
                .map(last -> LocalDate.ofInstant(last, zone)
                        .plusYears(retentionYears)
                        .atStartOfDay(zone)
                        .toInstant())
                .filter(now::isBefore);
    }

    static Optional<Instant> moment(@Nullable Object column) {
        return column instanceof Timestamp stamp
                ? Optional.of(stamp.toInstant())
                : Optional.ofNullable((Instant) column);
    }
}
