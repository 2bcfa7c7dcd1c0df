/** What the ledger's events say, kept in the database and made again from the first block whenever that is wanted. */
@NullMarked
package org.chartseal.domain.projection;

import org.jspecify.annotations.NullMarked;
