@NullMarked
package org.chartseal.domain.laboratory;

import org.jspecify.annotations.NullMarked;
