package org.chartseal.domain.ledger.merkle;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.shared.Refused;

/**
 * Roots and proofs of a tree of some size and of each of its beginnings, made from the hashes of complete subtrees (RFC
 * 9162, section 2.1). Each asks for a number of them that grows with the logarithm of the size.
 *
 * @param subtrees answers for every subtree that is complete within the size
 * @param size how many leaves
 */
public record TreeProofs(CompleteSubtrees subtrees, long size) {

    /**
     * The root over the first leaves.
     *
     * @throws Refused {@code tree-size-out-of-bounds} when there are not so many
     */
    public TreeHash root(long first) {
        requireBounds(0, first, size);
        return first == 0 ? TreeHash.ofNothing() : subtree(0, first);
    }

    /**
     * The proof that the leaf at that place is in the tree.
     *
     * @throws Refused {@code tree-size-out-of-bounds} when there is no such leaf
     */
    public InclusionProof inclusion(long index) {
        requireBounds(0, index, size - 1);
        List<TreeHash> path = new ArrayList<>();
        addInclusion(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /**
     * The proof that the tree begins with the tree over its first leaves.
     *
     * @param first from 1 on
     * @throws Refused {@code tree-size-out-of-bounds} when there are not so many leaves
     */
    public ConsistencyProof consistency(long first) {
        requireBounds(1, first, size);
        List<TreeHash> path = new ArrayList<>();
        if (first < size) {
            addConsistency(first, 0, size, true, path);
        }
        return new ConsistencyProof(first, size, path);
    }

    /** PATH of RFC 9162, section 2.1.3.1, for the leaves from start to before end. */
    private void addInclusion(long index, long start, long end, List<TreeHash> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + split(end - start);
        if (index < middle) {
            addInclusion(index, start, middle, path);
            path.add(subtree(middle, end));
        } else {
            addInclusion(index, middle, end, path);
            path.add(subtree(start, middle));
        }
    }

    /** SUBPROOF of RFC 9162, section 2.1.4.1. */
    private void addConsistency(long first, long start, long end, boolean whole, List<TreeHash> path) {
        if (first == end) {
            if (!whole) {
                path.add(subtree(start, end));
            }
            return;
        }
        long middle = start + split(end - start);
        if (first <= middle) {
            addConsistency(first, start, middle, whole, path);
            path.add(subtree(middle, end));
        } else {
            addConsistency(first, middle, end, false, path);
            path.add(subtree(start, middle));
        }
    }

    /** The hash over the leaves from start to before end; start is a multiple of the largest power of two within. */
    private TreeHash subtree(long start, long end) {
        long count = end - start;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return subtrees.hash(level, start >> level);
        }
        long middle = start + split(count);
        return TreeHash.ofNode(subtree(start, middle), subtree(middle, end));
    }

    /** The largest power of two below the count, which is two at least. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private static void requireBounds(long least, long value, long most) {
        if (value < least || value > most) {
            throw Refused.because("tree-size-out-of-bounds");
        }
    }
}
