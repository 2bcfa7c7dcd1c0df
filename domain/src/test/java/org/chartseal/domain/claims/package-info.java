@NullMarked
package org.chartseal.domain.claims;

import org.jspecify.annotations.NullMarked;
