package org.chartseal.ledger.solo.chain;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Where a transaction is, and whether it counts.
 *
 * @param transaction its place in the block
 */
public record CommitStatus(long block, int transaction, TxValidationCode code) {}
