package org.chartseal.domain.records;

import java.util.concurrent.Executor;

/** Where transactions wait for the ledger side by side, each in a thread of its own that can open database transactions. */
@FunctionalInterface
public interface AnchorThreads extends Executor {}
