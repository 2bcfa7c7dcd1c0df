package org.chartseal.web.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.shared.NotFound;

/** Blocks as the explorer shows them, each compared with the one before it. */
record ChainView(EvidenceLedger ledger) {

    BlockView block(long number) {
        long first = Math.max(0, number - 1);
        List<LedgerBlock> found = ledger.blocks(first, number == 0 ? 1 : 2);
        LedgerBlock block = found.stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("block", number));
        return BlockView.of(block, before(found, number));
    }

    /** Reads one block more than is shown, to see that the first one follows from it. */
    List<BlockView> newestFirst(long first, long end) {
        long from = Math.max(0, first - 1);
        List<LedgerBlock> found = end == first ? List.of() : ledger.blocks(from, (int) (end - from));
        List<BlockView> views = new ArrayList<>();
        for (LedgerBlock block : found) {
            if (block.number() >= first) {
                views.add(BlockView.of(block, before(found, block.number())));
            }
        }
        Collections.reverse(views);
        return views;
    }

    private static Optional<LedgerBlock> before(List<LedgerBlock> found, long number) {
        return found.stream().filter(each -> each.number() == number - 1).findFirst();
    }
}
