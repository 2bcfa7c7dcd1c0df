package org.chartseal.domain.testing;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.chartseal.domain.records.NewTransaction;

/** As in the portal: one entity manager for all use cases, which works in the transaction that runs. For one thread. */
public final class CurrentTransaction implements NewTransaction {

    private final AtomicReference<EntityManager> current = new AtomicReference<>();
    private final TestDatabase database;

    public CurrentTransaction(TestDatabase database) {
        this.database = database;
    }

    @Override
    public <T> T call(Function<EntityManager, T> work) {
        return database.inTransaction(entities -> {
            current.set(entities);
            return work.apply(entities);
        });
    }

    /** Runs the work in one transaction. */
    public void run(Runnable work) {
        call(entities -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    public EntityManager entities() {
        InvocationHandler toCurrent = (proxy, method, arguments) -> {
            try {
                return method.invoke(current.get(), arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return (EntityManager) Proxy.newProxyInstance(
                CurrentTransaction.class.getClassLoader(), new Class<?>[] {EntityManager.class}, toCurrent);
    }
}
