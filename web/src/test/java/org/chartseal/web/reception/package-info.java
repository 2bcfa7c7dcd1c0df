@NullMarked
package org.chartseal.web.reception;

import org.jspecify.annotations.NullMarked;
