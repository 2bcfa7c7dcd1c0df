package org.chartseal.ledger.solo.transaction;

import com.google.protobuf.ByteString;
import java.util.List;
import org.chartseal.ledger.solo.endorsement.Signatory;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A transaction that was taken and awaits its block.
 *
 * @param envelope its bytes as they go into the block
 * @param code {@code VALID} as far as it can be judged by itself, or why it is not
 * @param results what it read and wrote
 * @param endorsers whose endorsements verified, each once
 */
public record Submitted(
        ByteString envelope,
        String transactionId,
        TxValidationCode code,
        TxReadWriteSet results,
        List<Signatory> endorsers) {

    /** Takes who endorsed it as they are now. */
    public Submitted {
        endorsers = List.copyOf(endorsers);
    }
}
