/** Patients sign for themselves: their passkeys, and what their devices are asked. */
@NullMarked
package org.chartseal.domain.passkeys;

import org.jspecify.annotations.NullMarked;
