/** Checks a downloaded record with nothing but the organisations' root certificates: no network, no database, no portal. */
@NullMarked
package org.chartseal.ledger.proof;

import org.jspecify.annotations.NullMarked;
