package org.chartseal.web.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerMember;
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
        List<LedgerMember> signatures,
        List<String> endorsers,
        List<TransactionView> transactions,
        int written,
        List<String> damage) {

    private static final String SEAL = "seal/";
    private static final String VALID = "VALID";

    BlockView {
        signatures = List.copyOf(signatures);
        endorsers = List.copyOf(endorsers);
        transactions = List.copyOf(transactions);
        damage = List.copyOf(damage);
    }

    /**
     * What transactions of the block did.
     *
     * @param function key of the text that says it
     * @param times how many of them did it
     */
    record Deed(String function, long times) {}

    /** What its transactions did, each once, in the order in which it was first done. */
    public List<Deed> deeds() {
        Map<String, Long> times = transactions.stream()
                .collect(Collectors.groupingBy(TransactionView::function, LinkedHashMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .map(each -> new Deed(each.getKey(), each.getValue()))
                .toList();
    }

    /**
     * A transaction.
     *
     * @param function key of the text that says what it did
     * @param submitter who submitted it; null when the signature does not verify
     * @param endorsements who endorsed it, whose signatures verified
     * @param written what it wrote
     * @param damage keys of texts that say what does not verify; none when all does
     */
    record TransactionView(
            String id,
            @Nullable Instant time,
            String function,
            String validation,
            boolean valid,
            @Nullable LedgerMember submitter,
            List<LedgerMember> endorsements,
            List<Written> written,
            @Nullable String event,
            List<String> damage) {

        TransactionView {
            endorsements = List.copyOf(endorsements);
            written = List.copyOf(written);
            damage = List.copyOf(damage);
        }

        /** Organisation of who submitted it; empty when that is not known. */
        public String creator() {
            return submitter == null ? "" : submitter.organisation();
        }

        /** Organisations of who endorsed it, in order. */
        public List<String> endorsers() {
            return endorsements.stream()
                    .map(LedgerMember::organisation)
                    .distinct()
                    .sorted()
                    .toList();
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
                block.signatures(),
                transactions.stream()
                        .flatMap(each -> each.endorsers().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                transactions,
                transactions.stream().mapToInt(each -> each.written().size()).sum(),
                damage(block, before, transactions));
    }

    private static List<String> damage(
            LedgerBlock block, Optional<LedgerBlock> before, List<TransactionView> transactions) {
        Set<String> damage = new LinkedHashSet<>();
        if (!block.dataIntact()) {
            damage.add("ledger.damage.data");
        }
        if (!block.signed() && block.number() > 0) {
            damage.add("ledger.damage.signature");
        }
        String expected =
                block.number() == 0 ? "" : before.map(LedgerBlock::hash).orElse(block.previousHash());
        if (!expected.equals(block.previousHash())) {
            damage.add("ledger.damage.chain");
        }
        transactions.forEach(each -> damage.addAll(each.damage()));
        return List.copyOf(damage);
    }

    /** What counts must be signed; the network's own transactions are vouched for by the block's signature alone. */
    private static List<String> damage(LedgerBlock.Transaction transaction) {
        List<String> damage = new ArrayList<>();
        if (transaction.function() != null && transaction.validation().equals(VALID)) {
            if (transaction.submitter() == null) {
                damage.add("ledger.damage.submitter");
            }
            if (transaction.endorsements().isEmpty()) {
                damage.add("ledger.damage.endorsement");
            }
        }
        return damage;
    }

    private static TransactionView transaction(LedgerBlock.Transaction transaction) {
        return new TransactionView(
                transaction.id().hex(),
                transaction.time(),
                transaction.function() == null ? "Network" : transaction.function(),
                transaction.validation(),
                transaction.validation().equals(VALID),
                transaction.submitter(),
                transaction.endorsements(),
                transaction.written().stream()
                        .map(key -> new Written(readable(key), seal(key)))
                        .toList(),
                transaction.event(),
                damage(transaction));
    }

    private static @Nullable String seal(String key) {
        return key.startsWith(SEAL) ? key.substring(SEAL.length()) : null;
    }

    /** Other keys of the network are held apart by characters that no font shows. */
    private static String readable(String key) {
        return key.replaceAll("[\\p{Cntrl}\\x{10FFFF}]+", " ").strip();
    }
}
