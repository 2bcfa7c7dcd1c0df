package org.chartseal.domain.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.erasure.ErasureFindings.Check;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerErasure;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.ReceiptDigest;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Unavailable;

/**
 * Holds the database to what the ledger says of erasures, both ways. Whom the ledger has as erased and the database has again, since
 * an old backup was restored, is erased again. Whom the database has as erased, and the ledger not, is named to the auditor: that is
 * somebody who deletes and calls it an erasure.
 */
@ApplicationScoped
public class CheckErasures {

    private static final String BACK = """
            SELECT p.id FROM patient p JOIN ledger_erasure l ON l.subject = p.ledger_subject
             WHERE p.erased_at IS NULL
               AND NOT EXISTS (SELECT FROM erasure e WHERE e.patient_id = p.id AND e.state = 'decided' AND e.again)
            """;
    private static final String SUBJECT = "SELECT ledger_subject FROM patient WHERE id = ?1";
    private static final String OPEN_REQUEST = """
            UPDATE erasure SET state = 'decided', again = true, decided_by = ?2, decided_at = ?3, decision = ?4, signature = ?5,
                               due_at = ?3, refusals = '', version = version + 1
             WHERE patient_id = ?1 AND state IN ('requested', 'decided') AND begun_at IS NULL
            """;
    private static final String BEGUN =
            "UPDATE erasure SET again = true, version = version + 1 WHERE patient_id = ?1 AND state = 'decided' AND begun_at IS NOT NULL";
    private static final String NEW_REQUEST = """
            INSERT INTO erasure (id, version, patient_id, subject, state, requested_by, requested_at, reason, code_hash, decided_by,
                                 decided_at, decision, signature, due_at, again)
            SELECT ?6, 0, p.id, p.ledger_subject, 'decided', ?2, ?3, '', ?7, ?2, ?3, ?4, ?5, ?3, true FROM patient p WHERE p.id = ?1
            """;
    private static final String RELEASE = """
            UPDATE legal_hold SET released_by = ?2, released_at = ?3 WHERE patient_id = ?1 AND released_at IS NULL
            """;
    private static final String CARRIED_OUT = """
            SELECT e.id FROM erasure e
             WHERE e.state = 'carried-out' AND e.id > ?1
               AND NOT EXISTS (SELECT FROM ledger_outbox o WHERE o.kind = 'erase-subject' AND o.subject = CAST(e.subject AS text)
                                                             AND o.state = 'pending' AND o.created_at > ?2)
             ORDER BY e.id LIMIT ?3
            """;
    private static final String UNDECIDED = """
            SELECT p.id FROM patient p
             WHERE p.erased_at IS NOT NULL
               AND NOT EXISTS (SELECT FROM erasure e WHERE e.patient_id = p.id AND e.state = 'carried-out')
            """;

    /** In whose name it is done again. */
    private static final String LEDGER = "ledger";

    /** For so long an erasure may be on its way to the ledger. */
    private static final java.time.Duration PATIENCE = java.time.Duration.ofHours(24);

    private static final int AT_ONCE = 100;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final NewTransaction transaction;
    private final EvidenceLedger ledger;
    private final LogSeal seal;
    private final Salt.Source random;
    private final IdGenerator ids;
    private final Clock clock;
    private UUID last = BEFORE_ALL;

    @Inject
    public CheckErasures(
            NewTransaction transaction,
            EvidenceLedger ledger,
            LogSeal seal,
            Salt.Source random,
            IdGenerator ids,
            Clock clock) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.seal = seal;
        this.random = random;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What one step found.
     *
     * @param back patients whom a restored backup has brought back, and who are due to be erased again now
     * @param wrong erasures, or erased patients, of whom the ledger does not say so
     */
    public record Progress(int back, List<UUID> wrong) {

        public Progress {
            wrong = List.copyOf(wrong);
        }
    }

    /**
     * Looks for whom a backup brought back, and at the next erasures. A timer calls it, and then {@link CarryOutErasures#step}.
     *
     * @throws Unavailable when the ledger does not answer; the same are looked at again
     */
    public synchronized Progress step() {
        int back = 0;
        List<UUID> wrong = new ArrayList<>();
        for (UUID patient : ids(transaction.call(
                entities -> entities.createNativeQuery(BACK, UUID.class).getResultList()))) {
            if (again(patient)) {
                back++;
            } else {
                wrong.add(patient);
            }
        }
        for (UUID patient : ids(transaction.call(
                entities -> entities.createNativeQuery(UNDECIDED, UUID.class).getResultList()))) {
            failed(patient, Check.DECIDED, "erasure-missing");
            wrong.add(patient);
        }
        List<UUID> next = ids(transaction.call(this::next));
        next.stream().filter(erasure -> !check(erasure)).forEach(wrong::add);
        last = next.size() < AT_ONCE ? BEFORE_ALL : next.get(next.size() - 1);
        return new Progress(back, wrong);
    }

    private List<?> next(EntityManager entities) {
        return entities.createNativeQuery(CARRIED_OUT, UUID.class)
                .setParameter(1, last)
                .setParameter(2, Timestamp.from(clock.instant().minus(PATIENCE)))
                .setParameter(3, AT_ONCE)
                .getResultList();
    }

    /** Whether the ledger itself says so, by this hospital's own decision. */
    private boolean again(UUID patient) {
        UUID subject = transaction.call(entities -> (UUID) entities.createNativeQuery(SUBJECT, UUID.class)
                .setParameter(1, patient)
                .getSingleResult());
        Optional<LedgerErasure> held = ledger.findErasure(new LedgerSubjectId(subject))
                .filter(erasure -> ErasureEvidence.isOwn(seal, erasure.decision(), erasure.subject()));
        if (held.isEmpty()) {
            failed(patient, Check.ON_LEDGER, "signature-wrong");
            return false;
        }
        transaction.call(entities -> decideAgain(entities, patient, held.get()));
        return true;
    }

    private int decideAgain(EntityManager entities, UUID patient, LedgerErasure held) {
        Timestamp now = Timestamp.from(clock.instant());
        entities.createNativeQuery(RELEASE)
                .setParameter(1, patient)
                .setParameter(2, LEDGER)
                .setParameter(3, now)
                .executeUpdate();
        int begun = entities.createNativeQuery(BEGUN).setParameter(1, patient).executeUpdate();
        if (begun == 1) {
            return begun;
        }
        int open = decided(entities.createNativeQuery(OPEN_REQUEST), patient, held, now)
                .executeUpdate();
        return open == 1
                ? open
                : decided(entities.createNativeQuery(NEW_REQUEST), patient, held, now)
                        .setParameter(6, ids.random())
                        .setParameter(7, ReceiptCode.drawn(random).hash())
                        .executeUpdate();
    }

    private static jakarta.persistence.Query decided(
            jakarta.persistence.Query write, UUID patient, LedgerErasure held, Timestamp now) {
        return write.setParameter(1, patient)
                .setParameter(2, LEDGER)
                .setParameter(3, now)
                .setParameter(4, held.decision().text())
                .setParameter(5, held.decision().signature());
    }

    private boolean check(UUID id) {
        Erasure erasure = transaction.call(entities -> entities.find(Erasure.class, id));
        Optional<LedgerErasure> held = ledger.findErasure(erasure.subject());
        String wrong = held.map(found -> wrong(erasure, found)).orElse("not-on-ledger");
        if (wrong.isEmpty()) {
            Instant now = clock.instant();
            transaction.call(entities -> {
                new ErasureFindings(entities).passed(id, Check.ON_LEDGER, now);
                return id;
            });
            return true;
        }
        failed(id, Check.ON_LEDGER, wrong);
        return false;
    }

    private String wrong(Erasure erasure, LedgerErasure held) {
        if (!ErasureEvidence.isOwn(seal, held.decision(), erasure.subject())) {
            return "signature-wrong";
        }
        boolean same = erasure.receipt()
                .map(ReceiptDigest::of)
                .map(held.receipt()::equals)
                .orElse(erasure.again());
        return same ? "" : "ledger-differs";
    }

    private void failed(UUID about, Check check, String reason) {
        Instant now = clock.instant();
        transaction.call(entities -> {
            new ErasureFindings(entities).failed(about, check, reason, now);
            return about;
        });
    }

    private static List<UUID> ids(List<?> found) {
        return found.stream().map(UUID.class::cast).toList();
    }
}
