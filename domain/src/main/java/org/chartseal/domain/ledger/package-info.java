/** The evidence ledger as the hospital sees it: what is written there, what can be read back. Knows no Fabric. */
@NullMarked
package org.chartseal.domain.ledger;

import org.jspecify.annotations.NullMarked;
