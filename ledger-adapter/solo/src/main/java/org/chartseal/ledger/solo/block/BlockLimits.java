package org.chartseal.ledger.solo.block;

import java.time.Duration;

/**
 * When a block is cut.
 *
 * @param timeout how long a transaction waits for company; zero cuts at once
 * @param transactions at most so many in a block
 * @param preferredBytes a block ends before it grows beyond this, unless its first transaction alone does
 * @param envelopeBytes a longer transaction is refused
 */
public record BlockLimits(Duration timeout, int transactions, int preferredBytes, int envelopeBytes) {

    private static final int MAX_TRANSACTIONS = 500;
    private static final int MEBIBYTE = 1 << 20;

    /** Every block stays below 4 MiB, which is what clients take by default. */
    public static BlockLimits withTimeout(Duration timeout) {
        return new BlockLimits(timeout, MAX_TRANSACTIONS, 2 * MEBIBYTE, 3 * MEBIBYTE);
    }
}
