/** The laboratory's pages: worklist, a request with its specimen and results, verification, files. */
@NullMarked
package org.chartseal.web.laboratory;

import org.jspecify.annotations.NullMarked;
