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
        return proofs().root(first);
    }

    /**
     * The proof that the leaf at that place is in this tree.
     *
     * @throws Refused {@code tree-size-out-of-bounds} when there is no such leaf
     */
    public InclusionProof inclusion(int index) {
        return proofs().inclusion(index);
    }

    /**
     * The proof that this tree begins with the tree over its first leaves.
     *
     * @param first from 1 on
     * @throws Refused {@code tree-size-out-of-bounds} when there are not so many leaves
     */
    public ConsistencyProof consistency(int first) {
        return proofs().consistency(first);
    }

    private TreeProofs proofs() {
        return new TreeProofs((level, index) -> levels.get(level).get(Math.toIntExact(index)), size);
    }
}
