/** The ledger for one machine: a process that offers the services of a Fabric gateway peer and orders by itself. */
@NullMarked
package org.chartseal.ledger.solo;

import org.jspecify.annotations.NullMarked;
