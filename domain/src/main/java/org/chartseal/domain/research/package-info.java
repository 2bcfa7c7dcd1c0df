/** Research studies, and who works on them. */
@NullMarked
package org.chartseal.domain.research;

import org.jspecify.annotations.NullMarked;
