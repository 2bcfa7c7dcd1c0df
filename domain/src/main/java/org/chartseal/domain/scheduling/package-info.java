/** Availability, free slots, appointments and the working day: who comes, who waits, who is seen. */
@NullMarked
package org.chartseal.domain.scheduling;

import org.jspecify.annotations.NullMarked;
