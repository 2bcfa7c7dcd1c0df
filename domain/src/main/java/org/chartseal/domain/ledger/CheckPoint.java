package org.chartseal.domain.ledger;

/**
 * How far a reader of events has come.
 *
 * @param block number of the last block whose events were all taken; -1 before the first
 */
public record CheckPoint(long block) {

    /** Before the genesis block. */
    public static final CheckPoint START = new CheckPoint(-1);
}
