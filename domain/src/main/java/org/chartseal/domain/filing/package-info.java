/** Documents that doctors file in a patient's chart. */
@NullMarked
package org.chartseal.domain.filing;

import org.jspecify.annotations.NullMarked;
