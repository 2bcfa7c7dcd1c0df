/** Benchmarks: each compares ways of doing the same within one run, on the same parts, and names the machine. */
@NullMarked
package org.chartseal.bench;

import org.jspecify.annotations.NullMarked;
