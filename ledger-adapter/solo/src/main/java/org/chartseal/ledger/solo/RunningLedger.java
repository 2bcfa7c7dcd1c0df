package org.chartseal.ledger.solo;

import java.nio.file.Path;

/** A ledger that serves. */
public interface RunningLedger extends AutoCloseable {

    /** Where it answers, for example {@code 127.0.0.1:7051}. */
    String endpoint();

    /** The port that it answers on. */
    int port();

    /** The client's connection profile. */
    Path profile();

    /** How many blocks the chain has. */
    long height();

    /** Stops to serve; everything acknowledged is on disk. Doing it twice does nothing. */
    @Override
    void close();
}
