/** The ledger behind the portal, and the pages that show its blocks. */
@NullMarked
package org.chartseal.web.ledger;

import org.jspecify.annotations.NullMarked;
