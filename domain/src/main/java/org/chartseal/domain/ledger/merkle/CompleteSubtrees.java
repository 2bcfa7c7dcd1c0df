package org.chartseal.domain.ledger.merkle;

/** Where the hashes of complete subtrees are kept, those of the leaves among them. */
@FunctionalInterface
public interface CompleteSubtrees {

    /**
     * The hash over 2^level neighbouring leaves.
     *
     * @param level 0 for the leaves themselves
     * @param index of the subtree on its level, from 0
     */
    TreeHash hash(int level, long index);
}
