package org.chartseal.domain.records;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.chartseal.domain.ledger.EvidenceLedger;

/**
 * Stands between a worker and its database and ledger, and stops the worker dead at one moment: before or after a
 * transaction, an endorsement or a submission.
 */
final class CrashingParts implements NewTransaction {

    private final EvidenceLedger ledger;
    private final NewTransaction transactions;
    private final int crashAt;
    private int moments;

    CrashingParts(EvidenceLedger ledger, NewTransaction transactions, int crashAt) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.crashAt = crashAt;
    }

    /** Runs the work and answers whether it crashed. */
    boolean crashes(Runnable work) {
        try {
            work.run();
            return false;
        } catch (Crash crash) {
            return true;
        }
    }

    @Override
    public <T> T call(Function<EntityManager, T> work) {
        moment();
        T result = transactions.call(work);
        moment();
        return result;
    }

    EvidenceLedger ledger() {
        return (EvidenceLedger) Proxy.newProxyInstance(
                EvidenceLedger.class.getClassLoader(),
                new Class<?>[] {EvidenceLedger.class},
                (proxy, method, given) -> {
                    moment();
                    try {
                        Object answer = method.invoke(ledger, given);
                        moment();
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                });
    }

    private void moment() {
        if (moments++ == crashAt) {
            throw new Crash();
        }
    }

    private static final class Crash extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
