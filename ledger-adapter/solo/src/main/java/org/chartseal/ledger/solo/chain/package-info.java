/** The chain: cutting blocks, validating, committing, looking up, waiting. */
@NullMarked
package org.chartseal.ledger.solo.chain;

import org.jspecify.annotations.NullMarked;
