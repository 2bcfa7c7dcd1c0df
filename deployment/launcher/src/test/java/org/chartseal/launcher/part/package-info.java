@NullMarked
package org.chartseal.launcher.part;

import org.jspecify.annotations.NullMarked;
