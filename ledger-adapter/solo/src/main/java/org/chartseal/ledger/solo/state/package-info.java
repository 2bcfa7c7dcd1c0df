/** Versioned state, what a transaction read and wrote, and the rule that refuses conflicts. */
@NullMarked
package org.chartseal.ledger.solo.state;

import org.jspecify.annotations.NullMarked;
