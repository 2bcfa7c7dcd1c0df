package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.shared.Unavailable;

/**
 * Checks the ledger's chain from the genesis block on. What was checked a few minutes ago is not read again, except for the
 * block that is asked about.
 */
@ApplicationScoped
public class BlockChain {

    private static final Duration TRUSTED_FOR = Duration.ofMinutes(5);
    private static final int PAGE = 100;

    private final EvidenceLedger ledger;
    private final Clock clock;
    private final List<String> checkedHashes = new ArrayList<>();
    private Instant checkedSince = Instant.MIN;

    @Inject
    public BlockChain(EvidenceLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Whether every block up to this one follows from the one before, holds what its header states, and is signed, and
     * this one is among them.
     *
     * @throws Unavailable when the ledger does not answer
     */
    public synchronized boolean isIntactUpTo(LedgerBlock block) {
        forgetWhenOld();
        while (checkedHashes.size() <= block.number()) {
            List<LedgerBlock> page = ledger.blocks(checkedHashes.size(), PAGE);
            if (page.isEmpty() || !take(page)) {
                return false;
            }
        }
        return isSound(block)
                && checkedHashes.get((int) block.number()).equals(block.hash())
                && previousOf(block.number()).equals(block.previousHash());
    }

    private void forgetWhenOld() {
        Instant now = clock.instant();
        if (checkedSince.isBefore(now.minus(TRUSTED_FOR))) {
            checkedHashes.clear();
            checkedSince = now;
        }
    }

    private boolean take(List<LedgerBlock> page) {
        for (LedgerBlock block : page) {
            int number = checkedHashes.size();
            if (block.number() != number || !block.previousHash().equals(previousOf(number)) || !isSound(block)) {
                return false;
            }
            checkedHashes.add(block.hash());
        }
        return true;
    }

    private String previousOf(long number) {
        return number == 0 ? "" : checkedHashes.get((int) number - 1);
    }

    private static boolean isSound(LedgerBlock block) {
        return block.dataIntact() && (block.signed() || block.number() == 0);
    }
}
