/** The doctor's pages for medicines: prescribe with checks, stop, print. */
@NullMarked
package org.chartseal.web.prescribing;

import org.jspecify.annotations.NullMarked;
