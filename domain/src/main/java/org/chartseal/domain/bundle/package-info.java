/** A patient's record as one file that proves itself: what it says, and what whoever checks it needs. */
@NullMarked
package org.chartseal.domain.bundle;

import org.jspecify.annotations.NullMarked;
