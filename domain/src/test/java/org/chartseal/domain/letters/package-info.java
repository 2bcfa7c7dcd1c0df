@NullMarked
package org.chartseal.domain.letters;

import org.jspecify.annotations.NullMarked;
