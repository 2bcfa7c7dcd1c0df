/** What the bench puts into the portal that it measures. It stands in no portal that anyone else starts. */
@NullMarked
package org.chartseal.bench.portal;

import org.jspecify.annotations.NullMarked;
