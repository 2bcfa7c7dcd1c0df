/** One file that holds an installation, and an installation made from it again. */
@NullMarked
package org.chartseal.launcher.backup;

import org.jspecify.annotations.NullMarked;
