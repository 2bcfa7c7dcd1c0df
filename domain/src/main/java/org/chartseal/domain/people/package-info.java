/** Who the hospital knows: patients, practitioners, departments, and the signed-in person who acts. */
@NullMarked
package org.chartseal.domain.people;

import org.jspecify.annotations.NullMarked;
