/** Tests of the package of the same name. */
@NullMarked
package org.chartseal.web.security;

import org.jspecify.annotations.NullMarked;
