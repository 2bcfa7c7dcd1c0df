/** The first page after sign-in, and the way out. */
@NullMarked
package org.chartseal.web.home;

import org.jspecify.annotations.NullMarked;
