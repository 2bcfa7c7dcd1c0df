/** Tests of sealing, anchoring and verification on a real database. */
@NullMarked
package org.chartseal.domain.records;

import org.jspecify.annotations.NullMarked;
