package org.chartseal.ledger.blocks;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Which configuration a block falls under: that of the last configuration block before it. The first block is believed; every
 * later configuration only when the orderers of the one before agreed on it. Safe for use by many threads.
 */
public final class ConfigurationHistory {

    private final LongFunction<Block> blocks;
    private final NavigableMap<Long, ChannelConfiguration> known = new ConcurrentSkipListMap<>();

    /**
     * A history that reads the blocks that it needs.
     *
     * @param blocks the channel's block with that number, as the network answers it
     * @throws IllegalStateException when the first block is no configuration
     */
    public ConfigurationHistory(LongFunction<Block> blocks) {
        this.blocks = blocks;
        this.known.put(
                0L,
                ChannelConfiguration.of(blocks.apply(0))
                        .orElseThrow(() -> new IllegalStateException("the channel's first block is no configuration")));
    }

    /**
     * A block's signatures under the configuration that it falls under.
     *
     * @param agreed whether the block says truly which configuration that is, every signature verifies, and they are what that
     *     configuration demands of a block
     * @param signers of each signature; empty for one that does not verify
     */
    public record Judged(ChannelConfiguration configuration, boolean agreed, List<Optional<Member>> signers) {}

    /** Judges a block. The first one needs no signature. A configuration that was agreed on counts for all blocks after it. */
    public Judged judge(Block block) {
        long number = block.getHeader().getNumber();
        if (number == 0) {
            return new Judged(known.firstEntry().getValue(), true, List.of());
        }
        BlockSignatures signatures = BlockSignatures.of(block);
        Optional<ChannelConfiguration> own = ChannelConfiguration.of(block);
        boolean placed = own.isPresent()
                ? isNext(block, signatures)
                : statesLastBefore(number, signatures.statedConfiguration());
        ChannelConfiguration configuration = known.lowerEntry(number).getValue();
        List<Optional<Member>> signers = signatures.signers(configuration);
        boolean agreed = placed && areEnough(signers, configuration);
        if (agreed) {
            own.ifPresent(fromHereOn -> known.putIfAbsent(number, fromHereOn));
        }
        return new Judged(configuration, agreed, signers);
    }

    private static boolean areEnough(List<Optional<Member>> signers, ChannelConfiguration configuration) {
        return signers.stream().allMatch(Optional::isPresent)
                && configuration.takesBlockBy(
                        signers.stream().flatMap(Optional::stream).toList());
    }

    /** Whether a configuration block is whole, states itself, and follows a block that was agreed on. */
    private boolean isNext(Block configuration, BlockSignatures signatures) {
        long number = configuration.getHeader().getNumber();
        if (!BlockHashes.dataFits(configuration)
                || !signatures.statedConfiguration().equals(OptionalLong.of(number))) {
            return false;
        }
        Block before = blocks.apply(number - 1);
        return before.getHeader().getNumber() == number - 1 && judge(before).agreed();
    }

    /** Whether what the block states is the last configuration before it, which is looked up if it is not known yet. */
    private boolean statesLastBefore(long number, OptionalLong stated) {
        if (stated.isEmpty() || stated.getAsLong() < 0 || stated.getAsLong() >= number) {
            return false;
        }
        long last = stated.getAsLong();
        return (known.containsKey(last) || becomesKnown(last)) && known.lowerKey(number) == last;
    }

    private boolean becomesKnown(long configuration) {
        Block block = blocks.apply(configuration);
        return block.getHeader().getNumber() == configuration
                && judge(block).agreed()
                && known.containsKey(configuration);
    }
}
