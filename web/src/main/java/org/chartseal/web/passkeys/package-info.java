/** Passkeys: the ceremonies with browsers and devices. */
@NullMarked
package org.chartseal.web.passkeys;

import org.jspecify.annotations.NullMarked;
