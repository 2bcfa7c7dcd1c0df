package org.chartseal.domain.ledger.merkle;

import java.util.Iterator;
import java.util.List;
import org.chartseal.domain.shared.Refused;

/**
 * That a tree begins with another one: nothing of the earlier tree was changed, only added to (RFC 9162, section 2.1.4). A
 * proof whose path is not exactly as long as the sizes demand cannot be made.
 *
 * @param first size of the earlier tree, from 1 on
 * @param second size of the later tree
 * @param path as section 2.1.4.1 makes it; empty when both sizes are the same
 */
public record ConsistencyProof(long first, long second, List<TreeHash> path) {

    /**
     * A proof of that form; whether it proves anything, {@link #proves} tells.
     *
     * @throws Refused {@code merkle-proof-malformed} when the sizes are not in order or the path has another length
     */
    public ConsistencyProof {
        path = List.copyOf(path);
        if (first < 1 || first > second || path.size() != length(first, second)) {
            throw Refused.because("merkle-proof-malformed");
        }
    }

    private static int length(long first, long second) {
        if (first == second) {
            return 0;
        }
        int shift = Long.numberOfTrailingZeros(first);
        int inner = inner(first, second);
        return (isComplete(first) ? 0 : 1) + inner - shift + Long.bitCount((first - 1) >>> inner);
    }

    private static int inner(long first, long second) {
        return Long.SIZE - Long.numberOfLeadingZeros((first - 1) ^ (second - 1));
    }

    private static boolean isComplete(long size) {
        return Long.bitCount(size) == 1;
    }

    /** Whether the tree with the later root begins with the tree with the earlier root. */
    public boolean proves(TreeHash firstRoot, TreeHash secondRoot) {
        if (first == second) {
            return firstRoot.equals(secondRoot);
        }
        Iterator<TreeHash> hashes = path.iterator();
        TreeHash earlier = isComplete(first) ? firstRoot : hashes.next();
        TreeHash later = earlier;
        int shift = Long.numberOfTrailingZeros(first);
        int inner = inner(first, second);
        for (int level = shift; level < inner; level++) {
            TreeHash hash = hashes.next();
            if ((((first - 1) >>> level) & 1) == 1) {
                earlier = TreeHash.ofNode(hash, earlier);
                later = TreeHash.ofNode(hash, later);
            } else {
                later = TreeHash.ofNode(later, hash);
            }
        }
        while (hashes.hasNext()) {
            TreeHash hash = hashes.next();
            earlier = TreeHash.ofNode(hash, earlier);
            later = TreeHash.ofNode(hash, later);
        }
        return earlier.equals(firstRoot) && later.equals(secondRoot);
    }
}
