/** One installation's data directory: its layout, ports and secrets. */
@NullMarked
package org.chartseal.launcher.installation;

import org.jspecify.annotations.NullMarked;
