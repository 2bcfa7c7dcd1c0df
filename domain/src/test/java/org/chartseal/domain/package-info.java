@NullMarked
package org.chartseal.domain;

import org.jspecify.annotations.NullMarked;
