@NullMarked
package org.chartseal.domain.passkeys;

import org.jspecify.annotations.NullMarked;
