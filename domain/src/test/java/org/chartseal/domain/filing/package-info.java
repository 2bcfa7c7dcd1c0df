@NullMarked
package org.chartseal.domain.filing;

import org.jspecify.annotations.NullMarked;
