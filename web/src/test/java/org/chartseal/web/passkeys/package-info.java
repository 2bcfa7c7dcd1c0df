@NullMarked
package org.chartseal.web.passkeys;

import org.jspecify.annotations.NullMarked;
