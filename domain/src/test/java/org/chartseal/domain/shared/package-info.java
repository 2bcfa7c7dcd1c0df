/** Tests of the words that every feature uses. */
@NullMarked
package org.chartseal.domain.shared;

import org.jspecify.annotations.NullMarked;
