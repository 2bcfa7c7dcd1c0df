package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.HeldBlock;
import org.chartseal.ledger.blocks.BlockHashes;
import org.chartseal.ledger.blocks.ChannelConfiguration;
import org.chartseal.ledger.blocks.ConfigurationHistory;
import org.chartseal.ledger.blocks.SignedBlock;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;

/** The blocks of a bundle, each checked once; what a block that is not sound says is not used. */
final class HeldBlocks {

    private static final int CACHED = 8;

    private final BundleContent content;
    private final Roots roots;
    private final Map<Long, HeldBlock> held = new HashMap<>();
    private final Map<Long, Sound> sound = new HashMap<>();
    private final Map<Long, Problem> unsound = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Long, Block> cache = new LinkedHashMap<>(CACHED, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
            return size() > CACHED;
        }
    };
    private final Map<ChannelConfiguration, Optional<Problem>> objections = new HashMap<>();
    private @Nullable ConfigurationHistory configurations;

    /** A block that the orderers agreed on, under a configuration of the trusted organisations. */
    private record Sound(String hash, String previous, ChannelConfiguration configuration) {}

    /** Says why a block cannot be used. */
    private static final class Unsound extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unsound(String code, long number) {
            super(code);
            this.problem = new Problem(code, "block " + number);
        }
    }

    HeldBlocks(BundleContent content, Roots roots) {
        this.content = content;
        this.roots = roots;
    }

    /** Checks all that the bundle holds, from the first on: so none depends on one that was not checked yet. */
    List<Problem> check(BundleManifest manifest) {
        for (HeldBlock block : manifest.blocks()) {
            if (held.put(block.number(), block) != null) {
                problems.add(new Problem("block-twice", "block " + block.number()));
            }
        }
        checkChannel(manifest);
        manifest.blocks().stream()
                .map(HeldBlock::number)
                .sorted(Comparator.naturalOrder())
                .distinct()
                .forEach(this::check);
        checkHead(manifest);
        problems.addAll(unsound.values());
        return List.copyOf(problems);
    }

    private void checkChannel(BundleManifest manifest) {
        roots.channel()
                .filter(trusted -> !trusted.name().equals(manifest.channel()))
                .ifPresent(other -> problems.add(new Problem("channel-differs", manifest.channel())));
    }

    private void checkHead(BundleManifest manifest) {
        long number = manifest.head().number();
        if (!held.containsKey(number) || held.keySet().stream().anyMatch(other -> other > number)) {
            problems.add(new Problem("head-missing", "block " + number));
            return;
        }
        Sound head = sound.get(number);
        if (head != null && !head.hash().equals(manifest.head().hash())) {
            problems.add(new Problem("head-differs", "block " + number));
        }
    }

    private void check(long number) {
        try {
            Block block = load(number);
            ChannelConfiguration configuration = configuration(block);
            Optional<Problem> objection = objections.computeIfAbsent(configuration, roots::objection);
            if (objection.isPresent()) {
                unsound.put(number, objection.get());
                return;
            }
            Sound checked = new Sound(
                    HexFormat.of().formatHex(BlockHashes.ofHeader(block.getHeader())),
                    HexFormat.of().formatHex(block.getHeader().getPreviousHash().toByteArray()),
                    configuration);
            requireFirst(number, checked);
            requireNext(number, checked);
            sound.put(number, checked);
        } catch (Unsound why) {
            unsound.put(number, why.problem);
        }
    }

    /** The configuration under which the orderers agreed on the block. A configuration block counts itself, too. */
    private ChannelConfiguration configuration(Block block) {
        ConfigurationHistory history = history(block);
        ConfigurationHistory.Judged judged = history.judge(block);
        if (!judged.agreed()) {
            throw new Unsound("block-not-signed", block.getHeader().getNumber());
        }
        ChannelConfiguration.of(block)
                .flatMap(own -> objections.computeIfAbsent(own, roots::objection))
                .ifPresent(objection -> problems.add(objection));
        return judged.configuration();
    }

    private ConfigurationHistory history(Block block) {
        ConfigurationHistory known = configurations;
        if (known == null) {
            known = begin(block.getHeader().getNumber());
            configurations = known;
        }
        return known;
    }

    private ConfigurationHistory begin(long asked) {
        try {
            return new ConfigurationHistory(this::load);
        } catch (IllegalStateException noConfiguration) {
            throw new Unsound("chain-truncated", asked);
        }
    }

    private void requireFirst(long number, Sound block) {
        boolean differs = number == 0
                && roots.channel()
                        .filter(trusted -> !trusted.firstBlock().equals(block.hash()))
                        .isPresent();
        if (differs) {
            throw new Unsound("first-block-differs", number);
        }
    }

    private void requireNext(long number, Sound block) {
        Sound before = sound.get(number - 1);
        if (before != null && !before.hash().equals(block.previous())) {
            throw new Unsound("chain-broken", number);
        }
    }

    /** The block as the bundle holds it; whole, but not checked for signatures. */
    private Block load(long number) {
        Block cached = cache.get(number);
        if (cached == null) {
            cached = read(number);
            cache.put(number, cached);
        }
        return cached;
    }

    private Block read(long number) {
        HeldBlock entry = held.get(number);
        if (entry == null) {
            throw new Unsound("chain-truncated", number);
        }
        ByteString bytes = content.read(entry.path()).orElseThrow(() -> new Unsound("block-missing", number));
        if (!BundleContent.sha256(bytes).equals(entry.sha256())) {
            throw new Unsound("block-altered", number);
        }
        Block block = SignedBlock.read(bytes.toByteArray()).orElseThrow(() -> new Unsound("block-malformed", number));
        if (number < 0 || block.getHeader().getNumber() != number) {
            throw new Unsound("block-malformed", number);
        }
        if (!BlockHashes.dataFits(block)) {
            throw new Unsound("block-forged", number);
        }
        return block;
    }

    /** Why nothing can be proved by that block; empty when it is sound. */
    Optional<Problem> objection(long number) {
        if (sound.containsKey(number)) {
            return Optional.empty();
        }
        return Optional.of(unsound.getOrDefault(number, new Problem("block-missing", "block " + number)));
    }

    /** The transactions of a sound block. */
    List<ByteString> transactions(long number) {
        return load(number).getData().getDataList();
    }

    /** The configuration of a sound block. */
    ChannelConfiguration configuration(long number) {
        return sound(number).configuration();
    }

    private Sound sound(long number) {
        Sound block = sound.get(number);
        if (block == null) {
            throw new IllegalArgumentException("not sound: " + number);
        }
        return block;
    }
}
