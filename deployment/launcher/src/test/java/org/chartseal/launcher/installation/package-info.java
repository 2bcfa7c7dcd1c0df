@NullMarked
package org.chartseal.launcher.installation;

import org.jspecify.annotations.NullMarked;
