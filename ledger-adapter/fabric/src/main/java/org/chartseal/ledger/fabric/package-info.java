/** The evidence ledger on the official Fabric gateway client: one implementation for every network that speaks Fabric. */
@NullMarked
package org.chartseal.ledger.fabric;

import org.jspecify.annotations.NullMarked;
