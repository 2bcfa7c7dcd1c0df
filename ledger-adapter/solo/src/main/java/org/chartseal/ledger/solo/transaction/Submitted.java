package org.chartseal.ledger.solo.transaction;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A transaction that was taken and awaits its block.
 *
 * @param envelope its bytes as they go into the block
 * @param code {@code VALID} as far as it can be judged by itself, or why it is not
 * @param results what it read and wrote
 */
public record Submitted(ByteString envelope, String transactionId, TxValidationCode code, TxReadWriteSet results) {}
