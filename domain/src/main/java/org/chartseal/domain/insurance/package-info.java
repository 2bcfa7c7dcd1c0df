/** Insurers, and who works for them. */
@NullMarked
package org.chartseal.domain.insurance;

import org.jspecify.annotations.NullMarked;
