/** The database schema at start-up. */
@NullMarked
package org.chartseal.web.data;

import org.jspecify.annotations.NullMarked;
