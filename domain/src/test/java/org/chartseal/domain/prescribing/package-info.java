@NullMarked
package org.chartseal.domain.prescribing;

import org.jspecify.annotations.NullMarked;
