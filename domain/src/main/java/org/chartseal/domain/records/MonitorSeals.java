package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.SealReport.Result;

/**
 * Verifies every seal again, a few at a time and round after round, so that tampering is found before anyone asks; and at once
 * those of each record whose rows were written since. What it finds is kept as integrity findings.
 */
@ApplicationScoped
public class MonitorSeals {

    /** Whose objects go just now, one after the other. */
    private static final String NOT_ERASED =
            " NOT EXISTS (SELECT e FROM Erasure e WHERE e.patientId = v.patientId AND e.begunAt IS NOT NULL)";

    private static final String NEXT = """
            SELECT v FROM RecordVersion v
            WHERE (v.recordId > :record OR (v.recordId = :record AND v.version > :version)) AND
            """ + NOT_ERASED + " ORDER BY v.recordId, v.version";
    private static final String FIRST =
            "SELECT v FROM RecordVersion v WHERE" + NOT_ERASED + " ORDER BY v.recordId, v.version";

    private static final String ERASED = """
            SELECT EXISTS (SELECT FROM record_version v JOIN erasure e ON e.patient_id = v.patient_id
                            WHERE v.record_id = ?1 AND e.begun_at IS NOT NULL)
                OR EXISTS (SELECT FROM erased_seal s JOIN erasures_in_force() e ON e.id = s.erasure_id
                            WHERE s.seal = CAST(?1 AS text) || '.1')
            """;

    private static final String OF_RECORD =
            "SELECT v FROM RecordVersion v WHERE v.recordId = :record ORDER BY v.version DESC";

    /** The oldest first; of a record that was written several times, all. */
    private static final String CHANGED = """
            SELECT c.record_id, max(c.id) FROM changed_record c
             WHERE c.record_id IN (SELECT o.record_id FROM changed_record o ORDER BY o.id LIMIT ?1)
             GROUP BY c.record_id
            """;

    private static final String LOOKED_AT = "DELETE FROM changed_record WHERE record_id = ?1 AND id <= ?2";

    private final NewTransaction transaction;
    private final VerifySeal verify;
    private final Clock clock;
    private Optional<SealId> last = Optional.empty();

    @Inject
    public MonitorSeals(NewTransaction transaction, VerifySeal verify, Clock clock) {
        this.transaction = transaction;
        this.verify = verify;
        this.clock = clock;
    }

    /**
     * What one step did.
     *
     * @param verified how many seals were looked at
     * @param failed which of them did not verify
     * @param roundDone whether the last seal was reached: the next step begins anew
     */
    public record Progress(int verified, List<SealId> failed, boolean roundDone) {

        public Progress {
            failed = List.copyOf(failed);
        }
    }

    /** Verifies the next seals. A timer calls it. */
    public synchronized Progress step(int most) {
        List<SealId> next = transaction.call(entities -> next(entities, most));
        List<SealId> failed = failed(next);
        boolean roundDone = next.size() < most;
        last = roundDone ? Optional.empty() : Optional.of(next.get(next.size() - 1));
        return new Progress(next.size(), failed, roundDone);
    }

    /**
     * Verifies the records whose rows were written since they were last looked at. A timer calls it.
     *
     * @param most of rows that were written
     */
    public Progress changed(int most) {
        List<?> changed = transaction.call(entities ->
                entities.createNativeQuery(CHANGED).setParameter(1, most).getResultList());
        int verified = 0;
        List<SealId> failed = new ArrayList<>();
        for (Object each : changed) {
            Object[] columns = (Object[]) each;
            UUID record = (UUID) columns[0];
            boolean erased = transaction.call(entities -> isErased(entities, record));
            List<SealId> seals = erased ? List.of() : transaction.call(entities -> seals(entities, record));
            failed.addAll(failed(seals));
            verified += seals.size();
            transaction.call(entities -> {
                if (seals.isEmpty() && !erased) {
                    new IntegrityFindings(entities)
                            .report(
                                    new SealId(record, 1).toString(),
                                    SealCheck.SEALED_ROW_MATCHES.code(),
                                    "sealed-row-gone",
                                    clock.instant());
                }
                return entities.createNativeQuery(LOOKED_AT)
                        .setParameter(1, record)
                        .setParameter(2, columns[1])
                        .executeUpdate();
            });
        }
        return new Progress(verified, failed, changed.size() < most);
    }

    private static boolean isErased(EntityManager entities, UUID record) {
        return (Boolean)
                entities.createNativeQuery(ERASED).setParameter(1, record).getSingleResult();
    }

    private static List<SealId> seals(EntityManager entities, UUID record) {
        return entities.createQuery(OF_RECORD, RecordVersion.class)
                .setParameter("record", record)
                .getResultStream()
                .map(RecordVersion::seal)
                .toList();
    }

    private List<SealId> failed(List<SealId> seals) {
        return seals.stream()
                .filter(seal -> verify.verify(seal).result() == Result.FAILED)
                .toList();
    }

    private List<SealId> next(EntityManager entities, int most) {
        var query = last.map(seal -> entities.createQuery(NEXT, RecordVersion.class)
                        .setParameter("record", seal.record())
                        .setParameter("version", seal.version()))
                .orElseGet(() -> entities.createQuery(FIRST, RecordVersion.class));
        return query.setMaxResults(most)
                .getResultStream()
                .map(RecordVersion::seal)
                .toList();
    }
}
