/** Tests of the use cases about people. */
@NullMarked
package org.chartseal.domain.people;

import org.jspecify.annotations.NullMarked;
