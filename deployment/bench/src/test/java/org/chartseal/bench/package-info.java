/** The benchmarks' arithmetic. */
@NullMarked
package org.chartseal.bench;

import org.jspecify.annotations.NullMarked;
