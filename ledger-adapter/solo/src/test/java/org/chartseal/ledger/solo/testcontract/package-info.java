/** A contract that does every single thing a contract can ask of a ledger. */
@NullMarked
package org.chartseal.ledger.solo.testcontract;

import org.jspecify.annotations.NullMarked;
