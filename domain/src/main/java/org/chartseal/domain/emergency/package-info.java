/** Access to a record in an emergency, without the patient's grant: opened with a reason, told at once, reviewed. */
@NullMarked
package org.chartseal.domain.emergency;

import org.jspecify.annotations.NullMarked;
