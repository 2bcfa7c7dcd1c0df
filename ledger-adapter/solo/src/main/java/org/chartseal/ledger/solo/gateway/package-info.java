/** Fabric's Gateway service. */
@NullMarked
package org.chartseal.ledger.solo.gateway;

import org.jspecify.annotations.NullMarked;
