@NullMarked
package org.chartseal.domain.care;

import org.jspecify.annotations.NullMarked;
