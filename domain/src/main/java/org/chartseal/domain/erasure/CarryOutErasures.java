package org.chartseal.domain.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.erasure.ErasureFindings.Check;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was decided, signed and is due: destroys the patient's objects, one after the other, then all rows in one
 * transaction, with the receipt and the message to the ledger. Killed anywhere it goes on where it was: what is to be destroyed is
 * written down before the first object goes.
 */
@ApplicationScoped
public class CarryOutErasures {

    private static final String DUE = """
            SELECT e.id FROM erasure e
             WHERE e.state = 'decided' AND e.due_at <= ?1
               AND (e.begun_at IS NOT NULL OR NOT EXISTS (
                      SELECT FROM legal_hold h WHERE h.patient_id = e.patient_id AND
            """ + OpenHolds.OPEN + ")) ORDER BY e.due_at, e.id";

    /** What would be about a patient of whom nothing is to be found any more. */
    private static final String ON_THEIR_WAY = """
            SELECT EXISTS (SELECT FROM ledger_outbox o WHERE o.state = 'pending' AND o.kind <> 'erase-subject'
                    AND o.subject IN (SELECT CAST(ledger_subject AS text) FROM patient WHERE id = ?1
                                      UNION ALL SELECT record_id || '.' || version FROM record_version WHERE patient_id = ?1
                                      UNION ALL SELECT CAST(ledger_id AS text) FROM access_grant WHERE patient_id = ?1
                                      UNION ALL SELECT CAST(id AS text) FROM emergency_access WHERE patient_id = ?1))
            """;

    private static final String OBJECTS =
            "SELECT address FROM erased_object WHERE erasure_id = ?1 AND removed_at IS NULL ORDER BY address";
    private static final String REMOVED = "UPDATE erased_object SET removed_at = ?2 WHERE address = ?1";

    private final NewTransaction transaction;
    private final DestroyObjects objects;
    private final LogSeal seal;
    private final Salt.Source salts;
    private final Clock clock;

    @Inject
    public CarryOutErasures(
            NewTransaction transaction, DestroyObjects objects, LogSeal seal, Salt.Source salts, Clock clock) {
        this.transaction = transaction;
        this.objects = objects;
        this.seal = seal;
        this.salts = salts;
        this.clock = clock;
    }

    /**
     * Carries out what is due. One whose messages to the ledger have not all arrived there yet waits. A timer calls it.
     *
     * @return how many patients were erased
     * @throws Unavailable when a storage does not answer: everything that did not need it is done, the rest is taken up again
     */
    public synchronized int step() {
        Instant now = clock.instant();
        List<?> due = transaction.call(entities -> entities.createNativeQuery(DUE, UUID.class)
                .setParameter(1, Timestamp.from(now))
                .getResultList());
        int erased = 0;
        @Nullable Unavailable away = null;
        for (Object id : due) {
            try {
                erased += carryOut((UUID) id) ? 1 : 0;
            } catch (Unavailable failure) {
                away = failure;
            }
        }
        if (away != null) {
            throw away;
        }
        return erased;
    }

    private boolean carryOut(UUID id) {
        Erasure erasure = transaction.call(entities -> entities.find(Erasure.class, id));
        if (!isSigned(erasure) || waits(erasure)) {
            return false;
        }
        transaction.call(entities -> entities.createNativeQuery("SELECT begin_erasure(?1, ?2)")
                .setParameter(1, id)
                .setParameter(2, Timestamp.from(clock.instant()))
                .getResultList());
        destroyObjects(id);
        if (waits(erasure)) {
            return false;
        }
        transaction.call(entities -> {
            new EraseRows(entities, salts, clock).erase(id);
            return id;
        });
        return true;
    }

    /** One that the hospital did not sign is left alone, and named to the auditor. */
    private boolean isSigned(Erasure erasure) {
        boolean signed = erasure.decision()
                .filter(decision -> ErasureEvidence.isOwn(seal, decision, erasure.subject()))
                .isPresent();
        if (!signed) {
            transaction.call(entities -> {
                new ErasureFindings(entities)
                        .failed(erasure.id().value(), Check.DECIDED, "signature-wrong", clock.instant());
                return erasure;
            });
        }
        return signed;
    }

    private boolean waits(Erasure erasure) {
        return transaction.call(entities -> (Boolean) entities.createNativeQuery(ON_THEIR_WAY)
                .setParameter(1, erasure.patient().value())
                .getSingleResult());
    }

    private void destroyObjects(UUID id) {
        Optional<Unavailable> away = Optional.empty();
        List<?> addresses = transaction.call(entities ->
                entities.createNativeQuery(OBJECTS).setParameter(1, id).getResultList());
        for (Object address : addresses) {
            try {
                objects.destroy(ObjectAddress.parse(address.toString()));
                transaction.call(entities -> removed(entities, address.toString()));
            } catch (Unavailable failure) {
                away = Optional.of(failure);
            }
        }
        away.ifPresent(failure -> {
            throw failure;
        });
    }

    private int removed(EntityManager entities, String address) {
        return entities.createNativeQuery(REMOVED)
                .setParameter(1, address)
                .setParameter(2, Timestamp.from(clock.instant()))
                .executeUpdate();
    }
}
