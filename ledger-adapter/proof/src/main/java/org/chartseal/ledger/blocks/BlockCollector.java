package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.chartseal.domain.ledger.LedgerProof;
import org.hyperledger.fabric.protos.common.Block;

/** Picks from a channel the blocks by which someone without a network can check transactions of it; each is given once. */
public final class BlockCollector {

    private final String contract;
    private final LongFunction<Block> blocks;
    private final LedgerProof.Taker taker;
    private final Set<Long> taken = new HashSet<>();
    private final ConfigurationHistory configurations;

    /**
     * Takes the channel's first block at once.
     *
     * @param contract the contract's name
     * @param blocks answers the channel's blocks by number
     */
    public BlockCollector(String contract, LongFunction<Block> blocks, LedgerProof.Taker taker) {
        this.contract = contract;
        this.blocks = blocks;
        this.taker = taker;
        this.configurations = new ConfigurationHistory(this::fetched);
    }

    /** Takes the block, and the configurations that say whose signatures make it one. */
    public void collect(Block block) {
        if (give(block)) {
            configurations.judge(block);
        }
    }

    /** Takes the block with that transaction, and those that wrote what the transaction relied on under these keys. */
    public void collect(Block block, String transaction, Set<String> keys) {
        collect(block);
        for (ByteString each : block.getData().getDataList()) {
            try {
                BlockTransaction read = BlockTransaction.read(each);
                if (read.id().equals(transaction) && read.invocation().isPresent()) {
                    collectSources(read.invocation().get().read(contract), keys);
                }
            } catch (InvalidProtocolBufferException ofSomebodyElse) {
                // Peers mark it as invalid; the one that is wanted can be read.
            }
        }
    }

    private void collectSources(Map<String, BlockTransaction.Version> read, Set<String> keys) {
        read.forEach((key, version) -> {
            if (keys.contains(key) && !taken.contains(version.block())) {
                collect(blocks.apply(version.block()));
            }
        });
    }

    private Block fetched(long number) {
        Block block = blocks.apply(number);
        give(block);
        return block;
    }

    /** Answers whether it is new. */
    private boolean give(Block block) {
        long number = block.getHeader().getNumber();
        if (!taken.add(number)) {
            return false;
        }
        try {
            taker.take(number, SignedBlock.bytes(block));
            return true;
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("the peer's answer is no block: " + number, malformed);
        }
    }
}
