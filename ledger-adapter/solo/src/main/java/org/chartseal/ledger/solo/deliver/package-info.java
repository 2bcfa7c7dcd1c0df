/** Fabric's Deliver service. */
@NullMarked
package org.chartseal.ledger.solo.deliver;

import org.jspecify.annotations.NullMarked;
