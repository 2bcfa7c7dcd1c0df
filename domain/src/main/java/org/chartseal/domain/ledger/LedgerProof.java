package org.chartseal.domain.ledger;

import java.util.Map;

/**
 * Which blocks prove seals to someone who has no network. The blocks themselves were given one by one.
 *
 * @param channel the channel's name
 * @param contract the contract's name
 * @param head the newest block of the chain when it was asked
 * @param headHash SHA-256 of its header, hexadecimal
 * @param blocks the block that holds each seal's transaction
 */
public record LedgerProof(
        String channel, String contract, long head, String headHash, Map<TransactionId, Long> blocks) {

    /** Takes a block of the proof. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes it.
         *
         * @param block in Fabric's Protocol Buffers form, with header, transactions and the orderers' signatures alone
         */
        void take(long number, byte[] block);
    }

    public LedgerProof {
        blocks = Map.copyOf(blocks);
    }

    /**
     * The block that holds that transaction.
     *
     * @throws IllegalArgumentException when no seal was asked for that it wrote
     */
    public long blockOf(TransactionId transaction) {
        Long block = blocks.get(transaction);
        if (block == null) {
            throw new IllegalArgumentException("not asked for: " + transaction);
        }
        return block;
    }
}
