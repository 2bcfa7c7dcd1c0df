/** Who read or did what: kept before anything is shown. */
@NullMarked
package org.chartseal.domain.audit;

import org.jspecify.annotations.NullMarked;
