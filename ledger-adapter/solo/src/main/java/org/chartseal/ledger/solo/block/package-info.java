/** Blocks in Fabric's format: hashes, signatures, the configuration block, and the file that holds them. */
@NullMarked
package org.chartseal.ledger.solo.block;

import org.jspecify.annotations.NullMarked;
