/** Fabric's blocks: hashes, the orderers' signatures, the configurations that say whose count, the transactions within. */
@NullMarked
package org.chartseal.ledger.blocks;

import org.jspecify.annotations.NullMarked;
