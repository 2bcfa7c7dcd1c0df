/** Proposals, endorsements and envelopes, and what makes them acceptable. */
@NullMarked
package org.chartseal.ledger.solo.transaction;

import org.jspecify.annotations.NullMarked;
