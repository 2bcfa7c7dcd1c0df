/** What patients released to insurers and to research studies. */
@NullMarked
package org.chartseal.web.released;

import org.jspecify.annotations.NullMarked;
