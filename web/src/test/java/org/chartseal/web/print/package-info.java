@NullMarked
package org.chartseal.web.print;

import org.jspecify.annotations.NullMarked;
