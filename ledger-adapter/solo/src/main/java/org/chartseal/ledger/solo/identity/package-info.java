/** Keys, certificates and the membership rules of the one organisation. */
@NullMarked
package org.chartseal.ledger.solo.identity;

import org.jspecify.annotations.NullMarked;
