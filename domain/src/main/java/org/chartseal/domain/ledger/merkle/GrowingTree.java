package org.chartseal.domain.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a tree that grows leaf by leaf: of all its hashes it holds only those that the next ones need, as many
 * as the size has binary ones.
 */
public final class GrowingTree {

    /** Complete subtrees from the left, each smaller than the one before. */
    private final List<TreeHash> edge = new ArrayList<>();

    private long size;

    /**
     * A complete subtree.
     *
     * @param leaf its last one
     * @param level it is over 2^level leaves
     */
    public record Node(long leaf, int level, TreeHash hash) {}

    /** A tree that goes on from that size. */
    public static GrowingTree from(long size, CompleteSubtrees subtrees) {
        GrowingTree tree = new GrowingTree();
        long start = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >>> level & 1) == 1) {
                tree.edge.add(subtrees.hash(level, start >> level));
                start += 1L << level;
            }
        }
        tree.size = size;
        return tree;
    }

    /** A tree without leaves. */
    public static GrowingTree empty() {
        return new GrowingTree();
    }

    /** How many leaves there are. */
    public long size() {
        return size;
    }

    /** Adds a leaf, and answers the subtrees that it completes, smallest first; the leaf itself is not among them. */
    public List<Node> add(TreeHash leaf) {
        List<Node> completed = new ArrayList<>();
        TreeHash hash = leaf;
        for (int level = 0; (size >>> level & 1) == 1; level++) {
            hash = TreeHash.ofNode(edge.remove(edge.size() - 1), hash);
            completed.add(new Node(size, level + 1, hash));
        }
        edge.add(hash);
        size++;
        return completed;
    }

    /** The root over all leaves. */
    public TreeHash root() {
        if (edge.isEmpty()) {
            return TreeHash.ofNothing();
        }
        TreeHash root = edge.get(edge.size() - 1);
        for (int i = edge.size() - 2; i >= 0; i--) {
            root = TreeHash.ofNode(edge.get(i), root);
        }
        return root;
    }
}
