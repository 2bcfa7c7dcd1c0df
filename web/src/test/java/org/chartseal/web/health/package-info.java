@NullMarked
package org.chartseal.web.health;

import org.jspecify.annotations.NullMarked;
