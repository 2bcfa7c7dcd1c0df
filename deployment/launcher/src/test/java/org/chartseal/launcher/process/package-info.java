@NullMarked
package org.chartseal.launcher.process;

import org.jspecify.annotations.NullMarked;
