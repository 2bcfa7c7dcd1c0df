package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** Shows an auditor every read and every refused try, newest first; whose reads are shown is itself kept. */
@ApplicationScoped
public class ReadAccessLog {

    private static final String MATCHING = """
             FROM access_log l
             LEFT JOIN patient p ON p.id = l.patient_id
             LEFT JOIN practitioner r ON r.id = l.practitioner_id
            WHERE l.at >= :since AND l.at < :until
              AND (:who = '' OR l.account = :who)
              AND (:number = '' OR p.number = :number)
              AND (NOT :refusedOnly OR NOT l.allowed)
            """;
    private static final String COLUMNS = """
            SELECT l.at, l.account, l.role, coalesce(trim(concat_ws(' ', r.prefix, r.given_name, r.family_name)), '') AS reader,
                   coalesce(p.number, '') AS number, coalesce(trim(concat_ws(' ', p.given_name, p.family_name)), '') AS patient,
                   l.category, l.what, l.purpose, l.basis, l.allowed, l.entry, l.organisation, l.origin, l.patient_id
            """;

    private static final int FETCHED = 500;
    private static final int MOST_FIGURES = 31;

    private final EntityManager entities;
    private final OpenList door;
    private final NewTransaction transaction;

    @Inject
    public ReadAccessLog(EntityManager entities, OpenList door, NewTransaction transaction) {
        this.entities = entities;
        this.door = door;
        this.transaction = transaction;
    }

    /**
     * Which reads are asked for.
     *
     * @param account who read; empty for everyone
     * @param patientNumber whose record, by the hospital's number; empty for everyone's
     * @param refusedOnly whether only refused tries are asked for
     * @param since the first moment
     * @param until the first moment after
     */
    public record Filter(String account, String patientNumber, boolean refusedOnly, Instant since, Instant until) {}

    /**
     * One read, or one refused try.
     *
     * @param reader name of the practitioner who read; empty when it was someone else
     * @param number of the patient; empty when there is no such patient
     * @param basis code of the basis, or of the refusal
     * @param entry names the read
     * @param from address of the client
     */
    public record Read(
            Instant at,
            String account,
            String role,
            String reader,
            String number,
            String patient,
            String category,
            String what,
            String purpose,
            String basis,
            boolean allowed,
            UUID entry,
            String organisation,
            String from) {}

    /**
     * One page of them.
     *
     * @param total of all that match
     */
    public record Page(List<Read> reads, long total) {

        public Page {
            reads = List.copyOf(reads);
        }
    }

    /**
     * Reads that match.
     *
     * @param page from 0
     * @throws Refused {@code role-missing}
     */
    @Transactional
    public Page page(Actor actor, Filter filter, int page, int size) {
        actor.require(Role.AUDITOR);
        List<?> rows = filled(
                        entities.createNativeQuery(COLUMNS + MATCHING + " ORDER BY l.at DESC, l.id DESC", Tuple.class),
                        filter)
                .setFirstResult(page * size)
                .setMaxResults(size)
                .getResultList();
        open(actor, rows.stream().map(row -> ((Tuple) row).get("patient_id", UUID.class)));
        Number total = (Number) filled(entities.createNativeQuery("SELECT count(*)" + MATCHING), filter)
                .getSingleResult();
        return new Page(rows.stream().map(row -> read((Tuple) row)).toList(), total.longValue());
    }

    /**
     * Keeps that the auditor takes these reads away. When it returns, that is durable, and the reads can be handed out.
     *
     * @throws Refused {@code role-missing}
     */
    public Export export(Actor actor, Filter filter) {
        actor.require(Role.AUDITOR);
        return transaction.call(own -> {
            List<?> patients = filled(
                            entities.createNativeQuery("SELECT DISTINCT l.patient_id" + MATCHING, UUID.class), filter)
                    .getResultList();
            Set<UUID> found = patients.stream().map(UUID.class::cast).collect(Collectors.toUnmodifiableSet());
            open(actor, found.stream());
            return new Export(filter, found);
        });
    }

    /** Reads that are taken away: of those patients of whom that is kept, and of no other, however many come to the log meanwhile. */
    public final class Export {

        private final Filter filter;
        private final Set<UUID> opened;

        private Export(Filter filter, Set<UUID> opened) {
            this.filter = filter;
            this.opened = opened;
        }

        /** Gives each to the taker, newest first, without holding all of them. */
        public void each(Consumer<Read> taker) {
            transaction.call(own -> {
                Query query = filled(
                                entities.createNativeQuery(
                                        COLUMNS + MATCHING + " ORDER BY l.at DESC, l.id DESC", Tuple.class),
                                filter)
                        .setHint("org.hibernate.fetchSize", FETCHED);
                try (Stream<?> rows = query.getResultStream()) {
                    rows.map(Tuple.class::cast)
                            .filter(row -> opened.contains(row.get("patient_id", UUID.class)))
                            .forEach(row -> taker.accept(read(row)));
                }
                return Boolean.TRUE;
            });
        }
    }

    private void open(Actor actor, Stream<UUID> patients) {
        door.open(actor, patients.distinct().map(PatientId::new).toList(), RecordCategory.DEMOGRAPHICS, "audit-reads");
    }

    /** What reads can be counted by. */
    public enum By {
        ROLE("l.role"),
        BASIS("l.basis"),
        PERSON("l.account"),
        DAY("CAST(CAST(l.at AT TIME ZONE :zone AS date) AS text)");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /**
     * How many reads.
     *
     * @param of role, basis, account or day
     * @param refused how many of them were refused
     */
    public record Figure(String of, long reads, long refused) {

        /** In percent. */
        public long refusedShare() {
            return Math.round(100.0 * refused / reads);
        }
    }

    /**
     * Counts the reads that match: the most first, days in order.
     *
     * @throws Refused {@code role-missing}
     */
    @Transactional
    public List<Figure> figures(Actor actor, Filter filter, By by, ZoneId zone) {
        actor.require(Role.AUDITOR);
        Query query = filled(
                entities.createNativeQuery("SELECT " + by.column + ", count(*), count(*) FILTER (WHERE NOT l.allowed)"
                        + MATCHING + " GROUP BY 1 ORDER BY " + (by == By.DAY ? "1 DESC" : "2 DESC, 1")),
                filter);
        if (by == By.DAY) {
            query.setParameter("zone", zone.getId());
        }
        List<?> rows = query.setMaxResults(MOST_FIGURES).getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Figure(
                        String.valueOf(row[0]), ((Number) row[1]).longValue(), ((Number) row[2]).longValue()))
                .toList();
    }

    private static Query filled(Query query, Filter filter) {
        Map<String, Object> values = new HashMap<>();
        values.put("since", Timestamp.from(filter.since()));
        values.put("until", Timestamp.from(filter.until()));
        values.put("who", filter.account());
        values.put("number", filter.patientNumber());
        values.put("refusedOnly", filter.refusedOnly());
        values.forEach(query::setParameter);
        return query;
    }

    private static Read read(Tuple row) {
        return new Read(
                moment(row.get("at")),
                row.get("account", String.class),
                row.get("role", String.class),
                row.get("reader", String.class),
                row.get("number", String.class),
                row.get("patient", String.class),
                row.get("category", String.class),
                row.get("what", String.class),
                row.get("purpose", String.class),
                row.get("basis", String.class),
                row.get("allowed", Boolean.class),
                row.get("entry", UUID.class),
                row.get("organisation", String.class),
                row.get("origin", String.class));
    }

    private static Instant moment(@Nullable Object column) {
        return Optional.ofNullable(column)
                .map(value -> value instanceof Timestamp stamp ? stamp.toInstant() : (Instant) value)
                .orElseThrow();
    }
}
