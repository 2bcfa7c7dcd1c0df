/** The insurer's page. */
@NullMarked
package org.chartseal.web.insurer;

import org.jspecify.annotations.NullMarked;
