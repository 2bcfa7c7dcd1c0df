/** Tests of scheduling. */
@NullMarked
package org.chartseal.domain.scheduling;

import org.jspecify.annotations.NullMarked;
