/** Every version that was signed of a record, and what one changed in the other. */
@NullMarked
package org.chartseal.web.versions;

import org.jspecify.annotations.NullMarked;
