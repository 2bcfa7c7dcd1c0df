@NullMarked
package org.chartseal.launcher.backup;

import org.jspecify.annotations.NullMarked;
