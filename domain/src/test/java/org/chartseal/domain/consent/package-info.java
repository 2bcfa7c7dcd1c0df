@NullMarked
package org.chartseal.domain.consent;

import org.jspecify.annotations.NullMarked;
