/** Whose endorsement a transaction needs, by the contract's policy and by the policies of single keys. */
@NullMarked
package org.chartseal.ledger.solo.endorsement;

import org.jspecify.annotations.NullMarked;
