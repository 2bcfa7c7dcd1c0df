@NullMarked
package org.chartseal.ledger.solo;

import org.jspecify.annotations.NullMarked;
