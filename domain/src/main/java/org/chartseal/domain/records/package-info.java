/** Signed record versions: canonical content, seals, their anchoring on the ledger, and their verification. */
@NullMarked
package org.chartseal.domain.records;

import org.jspecify.annotations.NullMarked;
