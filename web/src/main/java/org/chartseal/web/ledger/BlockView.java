package org.chartseal.web.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.chartseal.domain.ledger.LedgerBlock;
import org.jspecify.annotations.Nullable;

/**
 * A block as the explorer shows it.
 *
 * @param time of its newest transaction
 * @param damage keys of texts that say what does not verify; none when all does
 */
record BlockView(
        long number,
        String hash,
        String previousHash,
        @Nullable Instant time,
        List<String> signers,
        List<String> endorsers,
        List<TransactionView> transactions,
        int written,
        List<String> damage) {

    private static final String SEAL = "seal/";

    BlockView {
        signers = List.copyOf(signers);
        endorsers = List.copyOf(endorsers);
        transactions = List.copyOf(transactions);
        damage = List.copyOf(damage);
    }

    /**
     * A transaction.
     *
     * @param function key of the text that says what it did
     * @param written what it wrote
     */
    record TransactionView(
            String id,
            @Nullable Instant time,
            String function,
            String validation,
            boolean valid,
            String creator,
            List<String> endorsers,
            List<Written> written,
            @Nullable String event) {

        TransactionView {
            endorsers = List.copyOf(endorsers);
            written = List.copyOf(written);
        }
    }

    /**
     * A key that was written.
     *
     * @param seal that it names, or nothing
     */
    record Written(String key, @Nullable String seal) {}

    static BlockView of(LedgerBlock block, Optional<LedgerBlock> before) {
        List<TransactionView> transactions =
                block.transactions().stream().map(BlockView::transaction).toList();
        return new BlockView(
                block.number(),
                block.hash(),
                block.previousHash(),
                transactions.stream()
                        .map(TransactionView::time)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                block.signers(),
                transactions.stream()
                        .flatMap(each -> each.endorsers().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                transactions,
                transactions.stream().mapToInt(each -> each.written().size()).sum(),
                damage(block, before));
    }

    private static List<String> damage(LedgerBlock block, Optional<LedgerBlock> before) {
        List<String> damage = new ArrayList<>();
        if (!block.dataIntact()) {
            damage.add("ledger.damage.data");
        }
        if (!block.signed() && block.number() > 0) {
            damage.add("ledger.damage.signature");
        }
        if (before.isPresent() && !before.get().hash().equals(block.previousHash())) {
            damage.add("ledger.damage.chain");
        }
        return damage;
    }

    private static TransactionView transaction(LedgerBlock.Transaction transaction) {
        return new TransactionView(
                transaction.id().hex(),
                transaction.time(),
                transaction.function() == null ? "Network" : transaction.function(),
                transaction.validation(),
                transaction.validation().equals("VALID"),
                transaction.creator(),
                transaction.endorsers(),
                transaction.written().stream()
                        .map(key -> new Written(readable(key), seal(key)))
                        .toList(),
                transaction.event());
    }

    private static @Nullable String seal(String key) {
        return key.startsWith(SEAL) ? key.substring(SEAL.length()) : null;
    }

    /** Other keys of the network are held apart by characters that no font shows. */
    private static String readable(String key) {
        return key.replaceAll("[\\p{Cntrl}\\x{10FFFF}]+", " ").strip();
    }
}
