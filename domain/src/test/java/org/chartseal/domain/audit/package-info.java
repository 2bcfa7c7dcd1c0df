@NullMarked
package org.chartseal.domain.audit;

import org.jspecify.annotations.NullMarked;
