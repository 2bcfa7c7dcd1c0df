/** The demo hospital: invented people and their cases, loaded through the same use cases that people at work call. */
@NullMarked
package org.chartseal.domain.demo;

import org.jspecify.annotations.NullMarked;
