/** Letters to people by mail: written in the transaction of what they tell of, and sent afterwards. */
@NullMarked
package org.chartseal.domain.letters;

import org.jspecify.annotations.NullMarked;
