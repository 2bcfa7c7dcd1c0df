@NullMarked
package org.chartseal.ledger.solo.state;

import org.jspecify.annotations.NullMarked;
