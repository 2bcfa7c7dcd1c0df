@NullMarked
package org.chartseal.domain.demo;

import org.jspecify.annotations.NullMarked;
