package org.chartseal.domain.shared;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Fifty milliseconds: a lone transaction on the ledger takes two or three of them. */
@ApplicationScoped
public class ShortPause implements Pause {

    private static final long LENGTH = TimeUnit.MILLISECONDS.toNanos(50);

    @Override
    public void moment() {
        LockSupport.parkNanos(LENGTH);
    }
}
