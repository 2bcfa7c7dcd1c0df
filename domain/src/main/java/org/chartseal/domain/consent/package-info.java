/** Who may read a patient's record, on which basis, and the grants that patients give. */
@NullMarked
package org.chartseal.domain.consent;

import org.jspecify.annotations.NullMarked;
