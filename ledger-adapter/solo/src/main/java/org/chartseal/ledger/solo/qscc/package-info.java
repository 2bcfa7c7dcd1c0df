/** Fabric's system contract for queries of the chain. */
@NullMarked
package org.chartseal.ledger.solo.qscc;

import org.jspecify.annotations.NullMarked;
