package org.chartseal.domain.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.domain.audit.AccessLogEntry.Opened;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.audit.LoggedRead.Ground;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reads and refusals. A read is kept in the transaction that reads: content goes out once that is committed, and the row
 * with it, or neither. A refusal rolls everything else back and is kept in a transaction of its own all the same.
 */
@ApplicationScoped
public class AccessLog {

    /** A list that refreshes itself counts as one read for so long. */
    private static final Duration ONE_READ = Duration.ofHours(1);

    private static final String COLUMNS = """
            INSERT INTO access_log (entry, at, account, role, practitioner_id, patient_id, category, what, record_id,
                                    record_version, purpose, basis, basis_id, allowed, organisation, origin, salt, mark)
            """;
    /** A row and, with it, that it waits for its place. */
    private static final String KEEP = "WITH kept AS (" + COLUMNS + """
            VALUES (?1, ?2, ?3, ?4, CAST(?5 AS uuid), ?6, ?7, ?8, CAST(?9 AS uuid),
                    CAST(?10 AS integer), ?11, ?12, CAST(?13 AS uuid), ?14, ?15, ?16, ?17, decode(?18, 'hex'))
            RETURNING id) INSERT INTO access_log_pending (row_id) SELECT id FROM kept
            """;

    private static final String KEEP_LISTED = "WITH kept AS (" + COLUMNS + """
            SELECT listed.entry, ?1, ?2, ?3, CAST(?4 AS uuid), listed.patient, ?5, ?6, NULL, NULL, ?7, ?8,
                   CAST(nullif(listed.basis, '') AS uuid), true, ?9, ?10, decode(listed.salt, 'hex'),
                   decode(nullif(listed.mark, ''), 'hex')
              FROM unnest(CAST(string_to_array(?11, ',') AS uuid[]), CAST(string_to_array(?12, ',') AS uuid[]),
                          string_to_array(?13, ','), string_to_array(?14, ','), string_to_array(?15, ','))
                   AS listed (entry, patient, salt, mark, basis)
            RETURNING id) INSERT INTO access_log_pending (row_id) SELECT id FROM kept
            """;
    /**
     * When each was kept last within the hour, in a row that differs in nothing but its time, and whether by a transaction that
     * has ended: what this one keeps may still come to nothing.
     */
    private static final String LATELY = """
            SELECT listed.id, kept.at, kept.settled
              FROM unnest(CAST(string_to_array(?1, ',') AS uuid[]), string_to_array(?2, ',')) AS listed (id, basis)
              JOIN LATERAL (SELECT line.at, CAST(CAST(line.xmin AS text) AS bigint)
                                   IS DISTINCT FROM CAST(CAST(pg_current_xact_id_if_assigned() AS text) AS bigint) % 4294967296
                                     AS settled
                              FROM access_log line
                             WHERE line.patient_id = listed.id AND line.at > ?3 AND line.at <= ?4
                               AND line.account = ?5 AND line.what = ?6 AND line.allowed
                               AND line.role = ?7 AND line.category = ?8 AND line.purpose = ?9 AND line.basis = ?10
                               AND line.basis_id IS NOT DISTINCT FROM CAST(nullif(listed.basis, '') AS uuid)
                               AND line.organisation = ?11 AND line.origin = ?12
                               AND line.practitioner_id IS NOT DISTINCT FROM CAST(?13 AS uuid)
                             ORDER BY line.at DESC LIMIT 1) kept ON true
            """;

    private static final String NEWEST_VERSION = "SELECT max(version) FROM record_version WHERE record_id = ?1";

    private final EntityManager entities;
    private final AccessOrigin origin;
    private final Optional<LogSeal> seal;
    private final IdGenerator ids;
    private final ListedLately lately = new ListedLately();

    @Inject
    public AccessLog(EntityManager entities, AccessOrigin origin, LogSeal seal, IdGenerator ids) {
        this.entities = entities;
        this.origin = origin;
        this.seal = Optional.of(seal);
        this.ids = ids;
    }

    /** A log of no hospital's: its rows say nothing of from where, and have no mark. */
    public AccessLog(EntityManager entities) {
        this.entities = entities;
        this.origin = () -> new Origin("", AccessOrigin.SYSTEM);
        this.seal = Optional.empty();
        this.ids = () -> new UUID(0, 0);
    }

    /** Keeps a read in the transaction of whoever reads, or in one of its own where there is none. */
    @Transactional
    public void keep(AccessLogEntry read) {
        insert(read);
    }

    /**
     * Keeps a read of a part in the transaction of whoever reads, unless a row of the last hour says the same already: that this reader
     * was given the same version of the same record, from the same address, for the same purpose and on the same basis.
     */
    @Transactional
    public void keepPart(AccessLogEntry read) {
        if (!PartsLately.include(entities, read, version(read.opened()), origin.current())) {
            insert(read);
        }
    }

    /** Keeps a refused try durably before it returns, whatever becomes of the caller's transaction. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keepRefused(AccessLogEntry refused) {
        insert(refused);
    }

    private void insert(AccessLogEntry entry) {
        LoggedRead read = new LoggedRead(
                ids.random(),
                entry.at(),
                entry.reader(),
                entry.opened(),
                version(entry.opened()),
                new Ground(entry.purpose(), entry.basis(), entry.basisId(), entry.allowed()),
                origin.current());
        RowSalt salt = RowSalt.fresh();
        entities.createNativeQuery(KEEP)
                .setParameter(1, read.entry())
                .setParameter(2, Timestamp.from(read.at()))
                .setParameter(3, read.reader().account())
                .setParameter(4, read.reader().role())
                .setParameter(5, text(read.reader().practitioner()))
                .setParameter(6, read.opened().patient().value())
                .setParameter(7, read.opened().category())
                .setParameter(8, read.opened().what())
                .setParameter(9, text(read.opened().record()))
                .setParameter(
                        10,
                        read.version().isPresent()
                                ? Integer.toString(read.version().getAsInt())
                                : null)
                .setParameter(11, read.ground().purpose())
                .setParameter(12, read.ground().basis())
                .setParameter(13, text(read.ground().basisId()))
                .setParameter(14, read.ground().allowed())
                .setParameter(15, read.origin().organisation())
                .setParameter(16, read.origin().address())
                .setParameter(17, salt.bytes())
                .setParameter(18, mark(salt, read).orElse(null))
                .executeUpdate();
    }

    private OptionalInt version(Opened opened) {
        if (opened.record().isEmpty()) {
            return OptionalInt.empty();
        }
        Number newest = (Number) entities.createNativeQuery(NEWEST_VERSION)
                .setParameter(1, opened.record().get())
                .getSingleResult();
        return newest == null ? OptionalInt.empty() : OptionalInt.of(newest.intValue());
    }

    /**
     * Keeps, in the transaction of whoever reads, that the reader saw these patients in a list. Who looks at the same list
     * again within the hour, from the same address, for the same purpose and on the same basis, is not kept again.
     *
     * @param patients each with the grant or request that it rests on, if it rests on one
     * @param list what was read of each: category, code of the list, purpose, basis
     */
    @Transactional
    public void keepListed(Reader reader, Map<PatientId, Optional<UUID>> patients, Listed list, Instant at) {
        Origin from = origin.current();
        List<PatientId> unkept = unkept(new ListedLately.Look(reader, list, from), patients, at);
        if (unkept.isEmpty()) {
            return;
        }
        List<LoggedRead> reads = unkept.stream()
                .map(patient -> new LoggedRead(
                        ids.random(),
                        at,
                        reader,
                        new Opened(patient, list.category(), list.what(), Optional.empty()),
                        OptionalInt.empty(),
                        new Ground(
                                list.purpose(), list.basis(), patients.getOrDefault(patient, Optional.empty()), true),
                        from))
                .toList();
        List<RowSalt> salts = reads.stream().map(read -> RowSalt.fresh()).toList();
        entities.createNativeQuery(KEEP_LISTED)
                .setParameter(1, Timestamp.from(reads.get(0).at()))
                .setParameter(2, reader.account())
                .setParameter(3, reader.role())
                .setParameter(4, text(reader.practitioner()))
                .setParameter(5, list.category())
                .setParameter(6, list.what())
                .setParameter(7, list.purpose())
                .setParameter(8, list.basis())
                .setParameter(9, from.organisation())
                .setParameter(10, from.address())
                .setParameter(11, joined(reads.stream().map(LoggedRead::entry)))
                .setParameter(12, joined(unkept.stream()))
                .setParameter(13, joined(salts.stream().map(RowSalt::hex)))
                .setParameter(
                        14,
                        joined(IntStream.range(0, reads.size())
                                .mapToObj(i -> mark(salts.get(i), reads.get(i)).orElse(""))))
                .setParameter(
                        15,
                        joined(reads.stream()
                                .map(read -> read.ground()
                                        .basisId()
                                        .map(UUID::toString)
                                        .orElse(""))))
                .executeUpdate();
    }

    private List<PatientId> unkept(ListedLately.Look look, Map<PatientId, Optional<UUID>> patients, Instant at) {
        Instant since = at.minus(ONE_READ);
        Map<PatientId, Optional<UUID>> unkept = new LinkedHashMap<>(patients);
        unkept.entrySet().removeIf(each -> lately.holds(look, each.getKey(), each.getValue(), since, at));
        if (unkept.isEmpty()) {
            return List.of();
        }
        List<?> kept = entities.createNativeQuery(LATELY, Object[].class)
                .setParameter(1, joined(unkept.keySet().stream()))
                .setParameter(
                        2,
                        joined(unkept.values().stream()
                                .map(basis -> basis.map(UUID::toString).orElse(""))))
                .setParameter(3, Timestamp.from(since))
                .setParameter(4, Timestamp.from(at))
                .setParameter(5, look.reader().account())
                .setParameter(6, look.list().what())
                .setParameter(7, look.reader().role())
                .setParameter(8, look.list().category())
                .setParameter(9, look.list().purpose())
                .setParameter(10, look.list().basis())
                .setParameter(11, look.from().organisation())
                .setParameter(12, look.from().address())
                .setParameter(13, text(look.reader().practitioner()))
                .getResultList();
        for (Object row : kept) {
            Object[] columns = (Object[]) row;
            PatientId patient = new PatientId((UUID) columns[0]);
            Optional<UUID> basis = Objects.requireNonNull(unkept.remove(patient));
            if (columns[2].equals(true)) {
                lately.remember(look, patient, basis, (Instant) columns[1]);
            }
        }
        return List.copyOf(unkept.keySet());
    }

    private Optional<String> mark(RowSalt salt, LoggedRead read) {
        return seal.map(portal -> HexFormat.of().formatHex(portal.mark(salt, read.canonicalText())));
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static String joined(Stream<?> values) {
        return values.map(Object::toString).collect(Collectors.joining(","));
    }

    /** What a list shows of each patient, why, and on which basis: codes. */
    public record Listed(String category, String what, String purpose, String basis) {}
}
