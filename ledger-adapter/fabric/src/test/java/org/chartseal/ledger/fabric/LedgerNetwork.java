package org.chartseal.ledger.fabric;

/** A network that the kit runs on, alone. What was acknowledged outlives stopping and killing. */
public interface LedgerNetwork extends AutoCloseable {

    /** Starts it, for the first time or again, and returns when it serves; the endpoint stays the same. */
    LedgerProfile start();

    /** Ends it in order. */
    void stop();

    /** Ends it at once, without a chance to tidy up. */
    void kill();

    /** Ends it for good. */
    @Override
    void close();
}
