@NullMarked
package org.chartseal.domain.emergency;

import org.jspecify.annotations.NullMarked;
