/** The contract, and the chaincode protocol towards it. */
@NullMarked
package org.chartseal.ledger.solo.chaincode;

import org.jspecify.annotations.NullMarked;
