package org.chartseal.domain.audit.tree;

import java.util.Optional;
import org.chartseal.domain.ledger.merkle.ConsistencyProof;
import org.chartseal.domain.ledger.merkle.InclusionProof;
import org.chartseal.domain.shared.Refused;

/** Proofs from the kept hashes; none where some that it needs were removed. */
record KeptProofs(TreeTables tables) {

    Optional<InclusionProof> inclusion(long position, long size) {
        try {
            return Optional.of(tables.proofs(size).inclusion(position));
        } catch (Refused incomplete) {
            return Optional.empty();
        }
    }

    Optional<ConsistencyProof> consistency(long first, long second) {
        try {
            return Optional.of(tables.proofs(second).consistency(first));
        } catch (Refused incomplete) {
            return Optional.empty();
        }
    }
}
