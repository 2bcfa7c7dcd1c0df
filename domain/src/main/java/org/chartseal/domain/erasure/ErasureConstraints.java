package org.chartseal.domain.erasure;

import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.Refused;

/** Says in the words of the rule what the database refused about an erasure. */
final class ErasureConstraints {

    private ErasureConstraints() {}

    /**
     * Writes what is pending.
     *
     * @throws Refused {@code erasure-requested-already}, {@code erasure-begun} or {@code changed-meanwhile}; the transaction is
     *     dead then
     */
    static void flush(EntityManager entities) {
        try {
            entities.flush();
        } catch (OptimisticLockException stale) {
            throw Refused.because("changed-meanwhile").causedBy(stale);
        } catch (PersistenceException refused) {
            throw translated(refused);
        }
    }

    static RuntimeException translated(PersistenceException refused) {
        return switch (Constraints.violated(refused).orElse("")) {
            case "erasure_one_open" ->
                Refused.because("erasure-requested-already").causedBy(refused);
            case "patient_not_erased" -> Refused.because("erasure-begun").causedBy(refused);
            default -> refused;
        };
    }
}
