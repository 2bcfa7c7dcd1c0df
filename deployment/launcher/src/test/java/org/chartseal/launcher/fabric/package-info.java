@NullMarked
package org.chartseal.launcher.fabric;

import org.jspecify.annotations.NullMarked;
