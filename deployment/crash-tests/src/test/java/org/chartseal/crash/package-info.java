/** Anchoring on a real database and a real ledger, both killed in the middle. */
@NullMarked
package org.chartseal.crash;

import org.jspecify.annotations.NullMarked;
