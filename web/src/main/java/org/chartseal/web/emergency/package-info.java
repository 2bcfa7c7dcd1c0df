/** Pages to open a record in an emergency, and to review what a colleague opened. */
@NullMarked
package org.chartseal.web.emergency;

import org.jspecify.annotations.NullMarked;
