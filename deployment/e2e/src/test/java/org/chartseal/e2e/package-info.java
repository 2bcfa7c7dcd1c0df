/** Journeys in a real browser through an installation with the demo hospital. */
@NullMarked
package org.chartseal.e2e;

import org.jspecify.annotations.NullMarked;
