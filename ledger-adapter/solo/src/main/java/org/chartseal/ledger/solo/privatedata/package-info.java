/** Values of private data collections, kept beside the blocks, which have their hashes only. */
@NullMarked
package org.chartseal.ledger.solo.privatedata;

import org.jspecify.annotations.NullMarked;
