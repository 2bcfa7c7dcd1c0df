/** Merkle trees as RFC 9162 defines them: roots, and proofs that a leaf is in a tree or that a tree goes on from another. */
@NullMarked
package org.chartseal.domain.ledger.merkle;

import org.jspecify.annotations.NullMarked;
