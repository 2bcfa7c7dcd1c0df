@NullMarked
package org.chartseal.launcher;

import org.jspecify.annotations.NullMarked;
