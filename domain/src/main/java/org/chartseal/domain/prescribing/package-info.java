/** Medicines: the formulary, the checks before a signature, and the signed prescription. */
@NullMarked
package org.chartseal.domain.prescribing;

import org.jspecify.annotations.NullMarked;
