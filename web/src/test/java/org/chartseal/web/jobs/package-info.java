/** Tests of what the portal does by itself. */
@NullMarked
package org.chartseal.web.jobs;

import org.jspecify.annotations.NullMarked;
