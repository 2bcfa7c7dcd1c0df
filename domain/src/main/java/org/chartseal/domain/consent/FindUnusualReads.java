package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.letters.LetterKind;
import org.chartseal.domain.letters.Letters;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reads by others that stand out, so that their patients are told: on their pages until they have seen them, and by a
 * letter a day at most. It follows the places of the log, so that no read is left out, and looks at each twice: at once, and
 * when all has followed that can make it one of many.
 */
@ApplicationScoped
public class FindUnusualReads {

    /** A read that is older when it is found is no news: it is listed, and nobody is told. */
    static final Duration NEWS = Duration.ofDays(30);

    /** Reads so long after another still count as in a row with it. */
    static final Duration ROW = Duration.ofMinutes(10);

    static final int AT_ONCE = 100;

    private static final String PLACED = """
            SELECT l.position, a.entry, a.at FROM access_log_leaf l LEFT JOIN access_log a ON a.id = l.row_id
             WHERE l.position > ?1 ORDER BY l.position
            """;

    private static final String FOUND = """
            INSERT INTO unusual_read (entry, patient_id, found_at, reasons, seen_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (entry) DO NOTHING
            """;

    private static final String FOUND_AGAIN = "UPDATE unusual_read SET reasons = ?2 WHERE entry = ?1 AND reasons <> ?2";

    private static final String TOLD = """
            UPDATE unusual_read SET told_on = ?3 WHERE entry = ?1
               AND NOT EXISTS (SELECT FROM unusual_read o WHERE o.patient_id = ?2 AND o.told_on = ?3)
            """;

    private final EntityManager entities;
    private final Letters letters;
    private final Clock clock;

    @Inject
    public FindUnusualReads(EntityManager entities, Letters letters, Clock clock) {
        this.entities = entities;
        this.letters = letters;
        this.clock = clock;
    }

    private record Placed(
            long position, @Nullable UUID entry, @Nullable Instant at) {

        boolean isBefore(Instant limit) {
            return at == null || at.isBefore(limit);
        }
    }

    /**
     * Looks at some reads. A timer calls it.
     *
     * @return whether there may be more to look at now
     */
    @Transactional
    public boolean step() {
        Instant now = clock.instant();
        Object[] watch =
                (Object[]) entities.createNativeQuery("SELECT fresh, settled FROM unusual_read_watch FOR UPDATE")
                        .getSingleResult();
        long fresh = ((Number) watch[0]).longValue();
        long settled = ((Number) watch[1]).longValue();
        long nextSettled = look(settled, now.minus(ROW));
        long nextFresh = look(Math.max(fresh, nextSettled), Instant.MAX);
        entities.createNativeQuery("UPDATE unusual_read_watch SET fresh = ?1, settled = ?2")
                .setParameter(1, nextFresh)
                .setParameter(2, nextSettled)
                .executeUpdate();
        return nextSettled - settled >= AT_ONCE || nextFresh - fresh >= AT_ONCE;
    }

    /** Looks at what follows that place and is older than the limit; answers with the last place. */
    private long look(long after, Instant limit) {
        List<?> rows = entities.createNativeQuery(PLACED)
                .setParameter(1, after)
                .setMaxResults(AT_ONCE)
                .getResultList();
        List<Placed> placed = new ArrayList<>();
        for (Object each : rows) {
            Placed one = placed((Object[]) each);
            if (!one.isBefore(limit)) {
                break;
            }
            placed.add(one);
        }
        judge(placed.stream().map(Placed::entry).filter(Objects::nonNull).collect(Collectors.toSet()));
        return placed.isEmpty() ? after : placed.get(placed.size() - 1).position();
    }

    private static Placed placed(@Nullable Object[] row) {
        return new Placed(
                ((Number) Objects.requireNonNull(row[0])).longValue(),
                (UUID) row[1],
                ReadContext.moment(row[2]).orElse(null));
    }

    private void judge(Set<UUID> names) {
        if (names.isEmpty()) {
            return;
        }
        List<AccessLogEntry> reads = entities.createQuery(
                        "SELECT e FROM AccessLogEntry e WHERE e.entry IN :names AND e.basis <> 'self' ORDER BY e.id",
                        AccessLogEntry.class)
                .setParameter("names", names)
                .getResultList();
        var around = new ReadContext(entities, clock.getZone()).of(reads);
        for (AccessLogEntry read : reads) {
            ReadView.Context context = around.get(read.entry().orElseThrow());
            if (context != null && !context.unusual().isEmpty()) {
                keep(read, context.unusual());
            }
        }
    }

    private void keep(AccessLogEntry read, Set<UnusualRead> unusual) {
        Instant now = clock.instant();
        UUID entry = read.entry().orElseThrow();
        PatientId patient = read.opened().patient();
        boolean news = read.at().isAfter(now.minus(NEWS));
        String reasons = unusual.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
        int found = entities.createNativeQuery(FOUND)
                .setParameter(1, entry)
                .setParameter(2, patient.value())
                .setParameter(3, Timestamp.from(now))
                .setParameter(4, reasons)
                .setParameter(5, news ? null : Timestamp.from(now))
                .executeUpdate();
        if (found == 0) {
            entities.createNativeQuery(FOUND_AGAIN)
                    .setParameter(1, entry)
                    .setParameter(2, reasons)
                    .executeUpdate();
        } else if (news) {
            tell(entry, patient, now);
        }
    }

    private void tell(UUID entry, PatientId patient, Instant now) {
        int first = entities.createNativeQuery(TOLD)
                .setParameter(1, entry)
                .setParameter(2, patient.value())
                .setParameter(3, Date.valueOf(LocalDate.ofInstant(now, clock.getZone())))
                .executeUpdate();
        if (first == 1) {
            letters.write(entities.find(Patient.class, patient.value()), LetterKind.UNUSUAL_READ, entry);
        }
    }
}
