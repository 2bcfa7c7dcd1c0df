package org.chartseal.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.shared.Refused;

/**
 * The Merkle root over a batch. Its leaves are the 32 bytes of each item's {@link Commitment}, in the batch's order, so that
 * the root and every proof say nothing about the items.
 *
 * @param size how many items, 1 to 999,999,999
 * @param closedAt when the last item was in, cut to milliseconds
 */
public record BatchRoot(BatchId batch, TreeHash root, int size, Instant closedAt) {

    private static final int MOST = 999_999_999;

    /**
     * A root of that form.
     *
     * @throws Refused {@code batch-size-out-of-bounds}
     */
    public BatchRoot {
        if (size < 1 || size > MOST) {
            throw Refused.because("batch-size-out-of-bounds");
        }
        closedAt = closedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
