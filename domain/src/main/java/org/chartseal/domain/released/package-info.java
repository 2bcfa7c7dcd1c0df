/** What patients released to insurers and research studies. */
@NullMarked
package org.chartseal.domain.released;

import org.jspecify.annotations.NullMarked;
