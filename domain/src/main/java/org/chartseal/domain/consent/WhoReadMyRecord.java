package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.jspecify.annotations.Nullable;

/** Shows a patient every read of their record, and every refused try, newest first. */
@ApplicationScoped
public class WhoReadMyRecord {

    /** Reads on one page. */
    public static final int PAGE = 50;

    private static final String SELF = AccessDecision.Basis.SELF.code();
    private static final String MATCHING = """
            SELECT e, p, x FROM AccessLogEntry e LEFT JOIN Practitioner p ON p.id = e.practitionerId
            LEFT JOIN AccessGrant g ON g.id = e.basisId AND e.basis = 'proxy'
            LEFT JOIN Patient x ON x.id = g.permission.proxyId
             WHERE e.patientId = :patient
               AND e.at >= :since AND e.at < :until
               AND (:who = '' OR lower(concat(p.givenName, ' ', p.familyName)) LIKE :like
                    OR lower(concat(x.givenName, ' ', x.familyName)) LIKE :like)
               AND (:category = '' OR e.category = :category)
               AND (:refused = false OR e.allowed = false)
               AND (:unusual = false OR EXISTS (SELECT u FROM FoundUnusual u WHERE u.entry = e.entry))
            """;
    /** As the index over them has it: others' reads are found at once, however often patients look themselves. */
    private static final String BY_OTHERS = " AND e.basis <> 'self'";

    private static final String NEWEST_FIRST = " ORDER BY e.at DESC, e.id DESC";
    private static final String ONE = """
            SELECT e, p, x FROM AccessLogEntry e LEFT JOIN Practitioner p ON p.id = e.practitionerId
            LEFT JOIN AccessGrant g ON g.id = e.basisId AND e.basis = 'proxy'
            LEFT JOIN Patient x ON x.id = g.permission.proxyId
             WHERE e.patientId = :patient AND e.entry = :entry
            """;

    private static final String SEEN = """
            UPDATE unusual_read SET seen_at = ?1
             WHERE patient_id = ?2 AND seen_at IS NULL AND entry = ANY (CAST(string_to_array(?3, ',') AS uuid[]))
            """;

    private final EntityManager entities;
    private final OpenRecord openRecord;
    private final Clock clock;

    @Inject
    public WhoReadMyRecord(EntityManager entities, OpenRecord openRecord, Clock clock) {
        this.entities = entities;
        this.openRecord = openRecord;
        this.clock = clock;
    }

    /**
     * Which reads are asked for.
     *
     * @param own whether the patient's own reads too
     * @param who part of the name of a practitioner, or of who acts for the patient; empty for everyone
     * @param category code of what was read; empty for everything
     * @param refusedOnly whether only refused tries
     * @param unusualOnly whether only what was found to stand out, which takes less than a minute after the read
     * @param since the first moment
     * @param until the first moment after
     */
    public record Filter(
            boolean own,
            String who,
            String category,
            boolean refusedOnly,
            boolean unusualOnly,
            Instant since,
            Instant until) {

        /** Everything by everyone. */
        public static Filter all(boolean own) {
            return new Filter(own, "", "", false, false, Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
        }
    }

    /**
     * One page of the log.
     *
     * @param more whether older reads follow
     */
    public record Page(List<ReadView> reads, boolean more) {}

    /**
     * A page of the reads.
     *
     * @param page from 0
     */
    @Transactional
    public Page page(Actor actor, Filter filter, int page) {
        PatientId patient = open(actor);
        List<@Nullable Object[]> rows = newest(patient, filter, page * PAGE, PAGE + 1);
        List<ReadView> reads = views(rows.subList(0, Math.min(PAGE, rows.size())));
        seen(patient, reads);
        return new Page(reads, rows.size() > PAGE);
    }

    /**
     * One read.
     *
     * @throws NotFound when it is no read of the patient's record
     */
    @Transactional
    public ReadView one(Actor actor, UUID entry) {
        PatientId patient = open(actor);
        List<@Nullable Object[]> rows = entities.createQuery(ONE, Object[].class)
                .setParameter("patient", patient.value())
                .setParameter("entry", entry)
                .getResultList();
        List<ReadView> read = views(rows);
        seen(patient, read);
        return read.stream().findFirst().orElseThrow(() -> absent(actor, entry));
    }

    private NotFound absent(Actor actor, UUID entry) {
        return entities.createQuery("SELECT e.patientId FROM AccessLogEntry e WHERE e.entry = :entry", UUID.class)
                .setParameter("entry", entry)
                .getResultStream()
                .findFirst()
                .map(owner -> openRecord.strayed(
                        actor, new PatientId(owner), RecordCategory.DEMOGRAPHICS, "access-log", entry))
                .orElseGet(() -> new NotFound("read", entry));
    }

    private PatientId open(Actor actor) {
        actor.require(Role.PATIENT);
        openRecord.open(actor, actor.requirePatient(), RecordCategory.DEMOGRAPHICS, "access-log", Optional.empty());
        return actor.requirePatient();
    }

    /** For who has already opened the record: the newest reads by others. */
    @Transactional
    public List<ReadView> byOthers(PatientId patient, int most) {
        return newest(patient, Filter.all(false), 0, most).stream()
                .map(row -> view(row, Map.of()))
                .toList();
    }

    /** For who has already opened the record: how many unusual reads the patient was not shown yet. */
    @Transactional
    public int unusualNews(PatientId patient) {
        return ((Number) entities.createNativeQuery(
                                "SELECT count(*) FROM unusual_read WHERE patient_id = ?1 AND seen_at IS NULL")
                        .setParameter(1, patient.value())
                        .getSingleResult())
                .intValue();
    }

    /** The patient is shown these. */
    private void seen(PatientId patient, List<ReadView> shown) {
        String unusual = shown.stream()
                .filter(read -> !read.context().unusual().isEmpty())
                .map(read -> read.entry().toString())
                .collect(Collectors.joining(","));
        if (!unusual.isEmpty()) {
            entities.createNativeQuery(SEEN)
                    .setParameter(1, Timestamp.from(clock.instant()))
                    .setParameter(2, patient.value())
                    .setParameter(3, unusual)
                    .executeUpdate();
        }
    }

    private List<@Nullable Object[]> newest(PatientId patient, Filter filter, int first, int most) {
        return entities.createQuery(MATCHING + (filter.own() ? "" : BY_OTHERS) + NEWEST_FIRST, Object[].class)
                .setParameter("patient", patient.value())
                .setParameter("since", filter.since())
                .setParameter("until", filter.until())
                .setParameter("who", filter.who())
                .setParameter(
                        "like", "%" + filter.who().toLowerCase(Locale.ROOT).replaceAll("[%_\\\\]", "") + "%")
                .setParameter("category", filter.category())
                .setParameter("refused", filter.refusedOnly())
                .setParameter("unusual", filter.unusualOnly())
                .setFirstResult(first)
                .setMaxResults(most)
                .getResultList();
    }

    private List<ReadView> views(List<@Nullable Object[]> rows) {
        Map<UUID, ReadView.Context> around = new ReadContext(entities, clock.getZone())
                .of(rows.stream().map(WhoReadMyRecord::entry).toList());
        return rows.stream().map(row -> view(row, around)).toList();
    }

    private static AccessLogEntry entry(@Nullable Object[] row) {
        return (AccessLogEntry) Objects.requireNonNull(row[0]);
    }

    private static ReadView view(@Nullable Object[] row, Map<UUID, ReadView.Context> around) {
        AccessLogEntry entry = entry(row);
        UUID name = entry.entry().orElseThrow();
        var origin = entry.origin().orElseThrow();
        return new ReadView(
                name,
                entry.at(),
                Optional.ofNullable((Practitioner) row[1])
                        .map(Practitioner::displayName)
                        .or(() -> Optional.ofNullable((Patient) row[2])
                                .map(proxy -> proxy.name().full())),
                entry.reader().role(),
                entry.basis().equals(SELF),
                entry.opened().category(),
                entry.opened().what(),
                entry.purpose(),
                entry.basis(),
                entry.allowed(),
                origin.organisation(),
                origin.address(),
                Objects.requireNonNullElse(around.get(name), ReadView.Context.NONE));
    }
}
