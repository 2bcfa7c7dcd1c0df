/** Words that every feature uses: the three families of errors, identifiers, the actor, the boundary to clock and chance. */
@NullMarked
package org.chartseal.domain.shared;

import org.jspecify.annotations.NullMarked;
