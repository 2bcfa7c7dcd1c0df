@NullMarked
package org.chartseal.domain.projection;

import org.jspecify.annotations.NullMarked;
