package org.chartseal.domain.ledger.merkle;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.shared.Refused;

/**
 * A tree over leaves in order, and over each beginning of them (RFC 9162, section 2.1). It keeps the hash of every complete
 * subtree, so that a root or a proof takes time that grows with the logarithm of the number of leaves.
 */
public final class MerkleTree {

    /** Level 0 has the leaves; each level above has one hash for two neighbours below. */
    private final List<List<TreeHash>> levels = new ArrayList<>();

    private final int size;

    private MerkleTree(List<TreeHash> leaves) {
        this.size = leaves.size();
        levels.add(List.copyOf(leaves));
        while (top().size() > 1) {
            levels.add(above(top()));
        }
    }

    /** A tree over leaves with that content. */
    public static MerkleTree over(List<byte[]> contents) {
        return ofLeaves(contents.stream().map(TreeHash::ofLeaf).toList());
    }

    /** A tree over leaves with those hashes. */
    public static MerkleTree ofLeaves(List<TreeHash> leaves) {
        return new MerkleTree(leaves);
    }

    private List<TreeHash> top() {
        return levels.get(levels.size() - 1);
    }

    private static List<TreeHash> above(List<TreeHash> level) {
        List<TreeHash> nodes = new ArrayList<>(level.size() / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            nodes.add(TreeHash.ofNode(level.get(i), level.get(i + 1)));
        }
        return nodes;
    }

    /** How many leaves there are. */
    public int size() {
        return size;
    }

    /** The hash of the leaf at that place. */
    public TreeHash leaf(int index) {
        return levels.get(0).get(index);
    }

    /** The root over all leaves. */
    public TreeHash root() {
        return root(size);
    }

    /**
     * The root over the first leaves.
     *
     * @throws Refused {@code tree-size-out-of-bounds} when there are not so many
     */
    public TreeHash root(int first) {
        requireBounds(0, first, size);
        return first == 0 ? TreeHash.ofNothing() : subtree(0, first);
    }

    /**
     * The proof that the leaf at that place is in this tree.
     *
     * @throws Refused {@code tree-size-out-of-bounds} when there is no such leaf
     */
    public InclusionProof inclusion(int index) {
        requireBounds(0, index, size - 1);
        List<TreeHash> path = new ArrayList<>();
        addInclusion(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /**
     * The proof that this tree begins with the tree over its first leaves.
     *
     * @param first from 1 on
     * @throws Refused {@code tree-size-out-of-bounds} when there are not so many leaves
     */
    public ConsistencyProof consistency(int first) {
        requireBounds(1, first, size);
        List<TreeHash> path = new ArrayList<>();
        if (first < size) {
            addConsistency(first, 0, size, true, path);
        }
        return new ConsistencyProof(first, size, path);
    }

    /** PATH of RFC 9162, section 2.1.3.1, for the leaves from start to before end. */
    private void addInclusion(int index, int start, int end, List<TreeHash> path) {
        if (end - start == 1) {
            return;
        }
        int middle = start + split(end - start);
        if (index < middle) {
            addInclusion(index, start, middle, path);
            path.add(subtree(middle, end));
        } else {
            addInclusion(index, middle, end, path);
            path.add(subtree(start, middle));
        }
    }

    /** SUBPROOF of RFC 9162, section 2.1.4.1. */
    private void addConsistency(int first, int start, int end, boolean whole, List<TreeHash> path) {
        if (first == end) {
            if (!whole) {
                path.add(subtree(start, end));
            }
            return;
        }
        int middle = start + split(end - start);
        if (first <= middle) {
            addConsistency(first, start, middle, whole, path);
            path.add(subtree(middle, end));
        } else {
            addConsistency(first, middle, end, false, path);
            path.add(subtree(start, middle));
        }
    }

    /** The hash over the leaves from start to before end; start is a multiple of the largest power of two within. */
    private TreeHash subtree(int start, int end) {
        int count = end - start;
        if (Integer.bitCount(count) == 1) {
            int level = Integer.numberOfTrailingZeros(count);
            return levels.get(level).get(start >> level);
        }
        int middle = start + split(count);
        return TreeHash.ofNode(subtree(start, middle), subtree(middle, end));
    }

    /** The largest power of two below the count, which is two at least. */
    private static int split(int count) {
        return Integer.highestOneBit(count - 1);
    }

    private static void requireBounds(int least, int value, int most) {
        if (value < least || value > most) {
            throw Refused.because("tree-size-out-of-bounds");
        }
    }
}
