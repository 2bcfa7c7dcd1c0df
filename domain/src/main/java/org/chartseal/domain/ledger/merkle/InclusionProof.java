package org.chartseal.domain.ledger.merkle;

import java.util.Iterator;
import java.util.List;
import org.chartseal.domain.shared.Refused;

/**
 * That a leaf is in a tree (RFC 9162, section 2.1.3). A proof whose path is not exactly as long as index and size demand
 * cannot be made, so that none of them says anything about another tree.
 *
 * @param index of the leaf, from 0 on
 * @param size of the tree
 * @param path from the leaf's sibling up to the root's child
 */
public record InclusionProof(long index, long size, List<TreeHash> path) {

    /**
     * A proof of that form; whether it proves anything, {@link #proves} tells.
     *
     * @throws Refused {@code merkle-proof-malformed} when the index is not below the size or the path has another length
     */
    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size || path.size() != length(index, size)) {
            throw Refused.because("merkle-proof-malformed");
        }
    }

    private static int length(long index, long size) {
        int inner = inner(index, size);
        return inner + Long.bitCount(index >>> inner);
    }

    /** On so many levels above the leaf the sibling can be on either side; above them, it is on the left. */
    private static int inner(long index, long size) {
        return Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
    }

    /** Whether a leaf with that hash is in the tree with that root, at the index. */
    public boolean proves(TreeHash leaf, TreeHash root) {
        int inner = inner(index, size);
        TreeHash hash = leaf;
        Iterator<TreeHash> siblings = path.iterator();
        for (int level = 0; level < inner; level++) {
            TreeHash sibling = siblings.next();
            boolean right = ((index >>> level) & 1) == 1;
            hash = right ? TreeHash.ofNode(sibling, hash) : TreeHash.ofNode(hash, sibling);
        }
        while (siblings.hasNext()) {
            hash = TreeHash.ofNode(siblings.next(), hash);
        }
        return hash.equals(root);
    }
}
