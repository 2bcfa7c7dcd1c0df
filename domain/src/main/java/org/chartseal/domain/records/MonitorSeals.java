package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.SealReport.Result;

/**
 * Verifies every seal again, a few at a time and round after round, so that tampering is found before anyone asks. What it
 * finds is kept as integrity findings.
 */
@ApplicationScoped
public class MonitorSeals {

    private static final String NEXT = """
            SELECT v FROM RecordVersion v
            WHERE v.recordId > :record OR (v.recordId = :record AND v.version > :version)
            ORDER BY v.recordId, v.version
            """;
    private static final String FIRST = "SELECT v FROM RecordVersion v ORDER BY v.recordId, v.version";

    private final NewTransaction transaction;
    private final VerifySeal verify;
    private Optional<SealId> last = Optional.empty();

    @Inject
    public MonitorSeals(NewTransaction transaction, VerifySeal verify) {
        this.transaction = transaction;
        this.verify = verify;
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
        List<SealId> failed = next.stream()
                .filter(seal -> verify.verify(seal).result() == Result.FAILED)
                .toList();
        boolean roundDone = next.size() < most;
        last = roundDone ? Optional.empty() : Optional.of(next.get(next.size() - 1));
        return new Progress(next.size(), failed, roundDone);
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
