@NullMarked
package org.chartseal.ledger.solo.block;

import org.jspecify.annotations.NullMarked;
