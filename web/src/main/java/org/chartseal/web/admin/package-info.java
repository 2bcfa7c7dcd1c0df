/** The administrator's pages. */
@NullMarked
package org.chartseal.web.admin;

import org.jspecify.annotations.NullMarked;
