/** Tests of the package of the same name. */
@NullMarked
package org.chartseal.web.configuration;

import org.jspecify.annotations.NullMarked;
