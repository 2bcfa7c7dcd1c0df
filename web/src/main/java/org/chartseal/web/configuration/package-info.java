/** How this installation is set up, and the parts that are chosen by it. */
@NullMarked
package org.chartseal.web.configuration;

import org.jspecify.annotations.NullMarked;
