package org.chartseal.domain.ledger;

import java.util.Iterator;

/** An open stream of events; {@code next} waits for the next one. Closing it ends a waiting {@code next}. */
public interface LedgerEvents extends Iterator<LedgerEvent>, AutoCloseable {

    @Override
    void close();
}
