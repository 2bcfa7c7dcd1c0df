/** What the portal does by itself: anchoring, re-verifying, loading the demo hospital. */
@NullMarked
package org.chartseal.web.jobs;

import org.jspecify.annotations.NullMarked;
