/** Documents that doctors file: their pages, and their files. */
@NullMarked
package org.chartseal.web.filing;

import org.jspecify.annotations.NullMarked;
